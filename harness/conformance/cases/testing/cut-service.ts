import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { OpenTarget } from '../../run-target.ts';

/** A service whose sessions have no browser, and lose their stream at one DevTools command. */
export interface CutService extends AsyncDisposable {
  readonly openTarget: OpenTarget;
  /** Ids of the sessions that were stopped. */
  readonly stopped: readonly string[];
}

/** What is answered to a command; to any other, an empty object. */
const ANSWERS: Readonly<Record<string, object>> = {
  'Target.getTargets': { targetInfos: [{ type: 'page', targetId: 'page' }] },
  'Target.attachToTarget': { sessionId: 'page' },
};

const CREDENTIALS = { accessKeyId: 'EXAMPLE', secretAccessKey: 'example' };

/** @param command at which every stream breaks off. */
export async function startCutService(command: string): Promise<CutService> {
  const stopped: string[] = [];
  let started = 0;
  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://service');
    const sessionId = url.searchParams.get('sessionId') ?? `session${++started}`;
    if (url.pathname.endsWith('/stop')) stopped.push(sessionId);
    const streamEndpoint = `ws://${request.headers.host}/`;
    const automationStream = { streamEndpoint, streamStatus: 'ENABLED' };
    const body = {
      browserIdentifier: 'aws.browser.v1',
      sessionId,
      createdAt: new Date(),
      streams: { automationStream },
    };
    request
      .resume()
      .once('end', () => response.setHeader('content-type', 'application/json').end(JSON.stringify(body)));
  });
  const streams = new WebSocketServer({ server });
  streams.on('connection', (client) => {
    client.on('message', (data) => {
      const { id, method } = JSON.parse(String(data)) as { readonly id: number; readonly method: string };
      if (method === command) client.terminate();
      else client.send(JSON.stringify({ id, result: ANSWERS[method] ?? {} }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browserIdentifier = 'aws.browser.v1';
  const target = {
    kind: 'emulated',
    region: 'us-east-1',
    browserIdentifier,
    credentials: CREDENTIALS,
    endpoint,
  } as const;
  return {
    stopped,
    openTarget: async () => ({
      target,
      capabilities: { direct: { kind: 'all' }, local: true, liveView: false, otherAccount: false },
      certificates: [],
      environment: {},
      as: () => target,
      putSecret: async (arn) => arn,
      missingSecret: async (arn) => arn,
      [Symbol.asyncDispose]: async () => undefined,
    }),
    async [Symbol.asyncDispose]() {
      for (const client of streams.clients) client.terminate();
      server.closeAllConnections();
      server.close();
    },
  };
}
