import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { type ChromiumProcess, launchChromium } from '../../emulator/chromium/launch.ts';
import { BrowserFolder } from '../../emulator/chromium/testing/browser-folder.ts';
import { startEgressRouter } from '../../emulator/router/egress-router.ts';
import type { OriginSighting } from '../../evidence/sightings.ts';
import { markedUrl, probeId } from '../../matrix/marker.ts';
import type { Probe, Scheme } from '../../matrix/probe.ts';
import { startOrigin } from '../../origin/origin.ts';
import { type Cdp, connectCdp } from '../cdp.ts';
import { attachPage, type PageSession } from '../page-session.ts';

/** A page of a real browser, whose every request goes to an origin, to an odd server, or to a port that refuses. */
export interface PageScene extends AsyncDisposable {
  /** Marked requests that the origin saw: the browser's own traffic has no marker. */
  readonly sightings: OriginSighting[];
  /** Serves `odd.test`. */
  readonly odd: http.Server;
  readonly cdp: Cdp;
  readonly page: PageSession;
  launch(trustedPublicKeys: readonly string[]): Promise<ChromiumProcess>;
}

export async function startPageScene(): Promise<PageScene> {
  // Whatever cannot be started leaves nothing of the others to the next test of this process.
  await using stack = new AsyncDisposableStack();
  stack.use(new BrowserFolder());
  const sightings: OriginSighting[] = [];
  const odd = await startOddServer();
  stack.defer(() => {
    odd.closeAllConnections();
    odd.close();
  });
  const origin = stack.use(
    await startOrigin({
      onSighting: (sighting) => void (sighting.marker !== undefined && sightings.push(sighting)),
    }),
  );
  const ports: Readonly<Record<string, number>> = {
    'odd.test': (odd.address() as AddressInfo).port,
    'refused.test': 1,
  };
  const router = stack.use(
    await startEgressRouter({
      dial: ({ host }) => ({ host: '127.0.0.1', port: ports[host] ?? origin.address.port }),
    }),
  );
  router.configure(undefined);
  const launch = (trustedPublicKeys: readonly string[]) =>
    launchChromium(BrowserFolder.chromium(), { proxyPort: router.port, trustedPublicKeys });
  const browser = stack.use(await launch([origin.publicKeyHash]));
  const cdp = stack.use(await connectCdp(browser.devToolsUrl, {}));
  const page = await attachPage(cdp);
  const scene = stack.move();
  return { sightings, odd, cdp, page, launch, [Symbol.asyncDispose]: () => scene.disposeAsync() };
}

/** A server with the answers that no origin of ours gives: by path, no content, silence, or a WebSocket that only closes. */
async function startOddServer(): Promise<http.Server> {
  const webSockets = new WebSocketServer({ noServer: true });
  const server = http.createServer((request, response) => {
    if (request.url?.startsWith('/silent')) return;
    response.writeHead(request.url?.startsWith('/missing') ? 404 : 204).end();
  });
  server.on('upgrade', (request, socket, head) =>
    webSockets.handleUpgrade(request, socket, head, (client) => client.close()),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const RUN = 'abcdefgh';
/** The marker of the run's nth probe. */
export const id = (number: number) => probeId(RUN, number);

/** A probe that is to go direct. */
export function probe(number: number, scheme: Scheme, host = 'www.company.test', url?: string): Probe {
  const decision = {
    host,
    route: { kind: 'direct' },
    rule: { kind: 'unmatched' },
    overruled: [],
    level: 'undocumented',
    requirement: 'R',
  } as const;
  return {
    id: id(number),
    url: url ?? markedUrl({ kind: 'host', host }, scheme, id(number)),
    host,
    scheme,
    traffic: scheme.startsWith('ws') ? 'websocket' : 'fetch',
    source: { path: 'test', variant: 'user-host' },
    expected: { by: 'oracle', route: { kind: 'direct' }, decision },
  };
}
