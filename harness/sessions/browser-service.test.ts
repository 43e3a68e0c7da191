import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { BedrockAgentCoreServiceException } from '@aws-sdk/client-bedrock-agentcore';
import { describe, expect, test } from 'vitest';
import type { Emulator } from '../emulator/emulator.ts';
import { runEmulator } from '../emulator/testing/running-emulator.ts';
import { startSession } from './browser-service.ts';
import type { Target } from './target.ts';

const PROXY = { externalProxy: { server: 'a.example', port: 3128 } };
const REQUEST = { name: 'test', proxyConfiguration: { proxies: [PROXY] }, timeoutSeconds: 60 };

function targetOf({ endpoint, region, credentials }: Emulator, changes: Partial<Target> = {}): Target {
  return { kind: 'emulated', endpoint, region, credentials, browserIdentifier: 'aws.browser.v1', ...changes };
}

/** Ids of the sessions that ended, and how. */
function ended(events: Awaited<ReturnType<typeof runEmulator>>['events']): readonly string[] {
  return events.flatMap((event) => (event.type === 'session-ended' ? [event.sessionId] : []));
}

describe('a session', () => {
  test('is started, described and stopped, once, however often it is disposed', async () => {
    await using running = await runEmulator();
    const session = await startSession(targetOf(running.emulator), REQUEST);
    expect(session.streamEndpoint).toContain(`/sessions/${session.sessionId}/automation`);
    expect(session.startAnswer).toMatchObject({ sessionId: session.sessionId });
    expect(session.startAnswer).not.toHaveProperty('$metadata');
    const description = await session.describe();
    expect(description).toMatchObject({ status: 'READY', proxyConfiguration: { proxies: [PROXY] } });
    expect(description).not.toHaveProperty('$metadata');

    await Promise.all([session[Symbol.asyncDispose](), session[Symbol.asyncDispose]()]);
    await session[Symbol.asyncDispose]();
    expect(ended(running.events)).toEqual([session.sessionId]);
    const stops = running.events.filter(
      (event) => event.type === 'request-answered' && event.operation === 'StopBrowserSession',
    );
    expect(stops).toHaveLength(1);
  });

  test('that has ended by itself needs no stop', async () => {
    await using running = await runEmulator();
    const session = await startSession(targetOf(running.emulator), REQUEST);
    const over = running.next('session-ended');
    running.pool.taken[0]?.exit('It crashed.');
    await over;
    await session[Symbol.asyncDispose]();
    expect(ended(running.events)).toEqual([session.sessionId]);
  });
});

describe('the service’s own errors arrive unchanged, after one attempt', () => {
  test.each([
    ['a request that it refuses', 'ValidationException', { timeoutSeconds: 0 }, {}],
    ['a browser that does not exist', 'ResourceNotFoundException', {}, { browserIdentifier: 'no-such' }],
    [
      'keys that it does not know',
      'UnrecognizedClientException',
      {},
      { credentials: { accessKeyId: 'X', secretAccessKey: 'y' } },
    ],
  ])('%s', async (_, name, request, target) => {
    await using running = await runEmulator();
    const starting = startSession(targetOf(running.emulator, target), { ...REQUEST, ...request });
    await expect(starting).rejects.toBeInstanceOf(BedrockAgentCoreServiceException);
    await expect(starting).rejects.toMatchObject({ name });
    expect(running.events.filter(({ type }) => type === 'request-answered')).toHaveLength(1);
    expect(running.pool.taken).toHaveLength(0);
  });
});

test('what the client drops of an answer is kept, and what it reads it still reads', async () => {
  const answer = {
    browserIdentifier: 'b',
    sessionId: 'S1',
    createdAt: '2026-01-01T00:00:00Z',
    lastUpdatedAt: '2026-01-01T00:00:00Z',
    streams: { automationStream: { streamEndpoint: 'ws://127.0.0.1/', streamStatus: 'ENABLED' } },
    extra: 'beside',
  };
  const service = http.createServer((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.setHeader('x-extra', 'in a header');
    response.end(JSON.stringify(answer).replace('beside', '\\u0062eside'));
  });
  service.listen(0, '127.0.0.1');
  await once(service, 'listening');
  const target: Target = {
    kind: 'emulated',
    endpoint: `http://127.0.0.1:${(service.address() as AddressInfo).port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'X', secretAccessKey: 'y' },
    browserIdentifier: 'b',
  };
  const session = await startSession(target, REQUEST);
  expect(await session.describe()).not.toHaveProperty('extra');
  await session[Symbol.asyncDispose]();
  expect(session.received.map(({ operation }) => operation)).toEqual([
    'StartBrowserSession',
    'GetBrowserSession',
    'StopBrowserSession',
  ]);
  for (const { text } of session.received) expect(text).toMatch(/"in a header".*\n.*"extra":"beside"/);
  service.closeAllConnections();
  service.close();
});

test('a session without an automation stream is stopped, and an error', async () => {
  const asked: string[] = [];
  const service = http.createServer((request, response) => {
    asked.push(`${request.method} ${request.url?.split('?')[0]}`);
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        browserIdentifier: 'b',
        sessionId: 'S1',
        createdAt: '2026-01-01T00:00:00Z',
        lastUpdatedAt: '2026-01-01T00:00:00Z',
      }),
    );
  });
  service.listen(0, '127.0.0.1');
  await once(service, 'listening');
  const target: Target = {
    kind: 'emulated',
    endpoint: `http://127.0.0.1:${(service.address() as AddressInfo).port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'X', secretAccessKey: 'y' },
    browserIdentifier: 'b',
  };
  await expect(startSession(target, REQUEST)).rejects.toMatchObject({
    code: 'ERR_NO_STREAM',
    message: 'StartBrowserSession of session S1 returned no automation stream.',
  });
  expect(asked).toEqual(['PUT /browsers/b/sessions/start', 'PUT /browsers/b/sessions/stop']);
  service.closeAllConnections();
  service.close();
});
