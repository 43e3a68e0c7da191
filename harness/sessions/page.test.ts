import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { type ChromiumProcess, launchChromium } from '../emulator/chromium/launch.ts';
import { BrowserFolder } from '../emulator/chromium/testing/browser-folder.ts';
import { type EgressRouter, startEgressRouter } from '../emulator/router/egress-router.ts';
import type { BrowserSighting, OriginSighting } from '../evidence/sightings.ts';
import { markedUrl, probeId } from '../matrix/marker.ts';
import type { Probe, Scheme } from '../matrix/probe.ts';
import { type Origin, startOrigin } from '../origin/origin.ts';
import { type Cdp, connectCdp } from './cdp.ts';
import { attachPage, type PageSession } from './page-session.ts';
import { openProbePage } from './probe-page.ts';
import { openTab } from './tab.ts';

const folder = new BrowserFolder();
const sightings: OriginSighting[] = [];
let origin: Origin;
let odd: http.Server;
let router: EgressRouter;
let browser: ChromiumProcess;
let cdp: Cdp;
let page: PageSession;

beforeAll(async () => {
  origin = await startOrigin({
    // The browser's own traffic has no marker.
    onSighting: (sighting) => void (sighting.marker !== undefined && sightings.push(sighting)),
  });
  odd = await startOddServer();
  const ports: Readonly<Record<string, number>> = {
    'odd.test': (odd.address() as AddressInfo).port,
    'refused.test': 1,
  };
  router = await startEgressRouter({
    dial: ({ host }) => ({ host: '127.0.0.1', port: ports[host] ?? origin.address.port }),
  });
  router.configure(undefined);
  browser = await launchChromium(BrowserFolder.chromium(), {
    proxyPort: router.port,
    trustedPublicKeys: [origin.publicKeyHash],
  });
  cdp = await connectCdp(browser.devToolsUrl, {});
  page = await attachPage(cdp);
});
beforeEach(() => void sightings.splice(0));
afterAll(async () => {
  for (const one of [cdp, browser, router, origin]) await one[Symbol.asyncDispose]();
  odd.closeAllConnections();
  odd.close();
  folder[Symbol.dispose]();
});

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
const id = (number: number) => probeId(RUN, number);

function probe(number: number, scheme: Scheme, host = 'www.company.test', url?: string): Probe {
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

async function runAll(probes: readonly Probe[], signal = new AbortController().signal): Promise<BrowserSighting[][]> {
  const batches: BrowserSighting[][] = [];
  for await (const batch of openProbePage(page).run(probes, signal)) batches.push([...batch]);
  return batches;
}

describe('probes from a page', () => {
  test('over every scheme: the marker that came back, in the browser’s own words', async () => {
    const schemes: readonly Scheme[] = ['http', 'https', 'ws', 'wss'];
    const seen = (await runAll(schemes.map((scheme, i) => probe(i + 1, scheme)))).flat();
    expect(seen.map(({ marker, outcome }) => [marker, outcome])).toEqual([
      [id(1), { kind: 'response', status: 200, marker: id(1) }],
      [id(2), { kind: 'response', status: 200, marker: id(2) }],
      [id(3), { kind: 'open', marker: id(3) }],
      [id(4), { kind: 'open', marker: id(4) }],
    ]);
    expect(sightings.map(({ marker, scheme }) => [marker, scheme])).toEqual(
      schemes.map((scheme, i) => [id(i + 1), scheme]),
    );
  });

  test('failures are results as well', async () => {
    const seen = await runAll([
      probe(1, 'http', 'odd.test', 'http://odd.test/missing'),
      probe(2, 'https', 'refused.test'),
      probe(3, 'ws', 'refused.test'),
      probe(4, 'ws', 'odd.test'),
    ]);
    expect(seen.flat().map(({ outcome }) => outcome)).toEqual([
      { kind: 'failed', error: 'TypeError: Failed to fetch' },
      { kind: 'failed', error: 'TypeError: Failed to fetch' },
      { kind: 'failed', error: 'Error: WebSocket connection failed' },
      { kind: 'failed', error: 'Error: WebSocket closed without a message' },
    ]);
  });

  test('in batches, every probe once', async () => {
    const probes = Array.from({ length: 600 }, (_, i) => probe(i + 1, 'http', `h${i % 7}.company.test`));
    const batches = await runAll(probes);
    expect(batches.map(({ length }) => length).sort()).toEqual([100, 250, 250]);
    expect(new Set(batches.flat().map(({ marker }) => marker))).toEqual(new Set(probes.map((one) => one.id)));
    expect(sightings).toHaveLength(600);
    expect(
      batches.flat().every(({ marker, outcome }) => outcome.kind === 'response' && outcome.marker === marker),
    ).toBe(true);
  });

  test('an abort ends it with the batches under way', async () => {
    const controller = new AbortController();
    const seen: BrowserSighting[] = [];
    const probes = Array.from({ length: 1500 }, (_, i) => probe(i + 1, 'http'));
    for await (const batch of openProbePage(page).run(probes, controller.signal)) {
      seen.push(...batch);
      controller.abort();
    }
    // Two batches were under way, and each of them had been followed by another when it ended.
    expect(seen.length).toBeGreaterThanOrEqual(500);
    expect(seen.length).toBeLessThanOrEqual(1000);
    expect(sightings).toHaveLength(seen.length);
  });

  test('one that waits for an answer can be cancelled; the others go on', async () => {
    const asked = once(odd, 'request');
    const probes = openProbePage(page);
    void asked.then(() => probes.cancel([id(1), id(99)]));
    const outcomes: unknown[] = [];
    const silent = probe(1, 'http', 'odd.test', 'http://odd.test/silent');
    for await (const batch of probes.run([silent, probe(2, 'http')], new AbortController().signal)) {
      outcomes.push(...batch.map(({ outcome }) => outcome));
    }
    expect(outcomes).toEqual([
      { kind: 'failed', error: 'Error: cancelled, because a proxy asked for credentials' },
      { kind: 'response', status: 200, marker: id(2) },
    ]);
  });
});

describe('a page session', () => {
  test('an expression that throws is an error in the page’s words', async () => {
    await expect(page.evaluate(`(() => { throw new RangeError('too far') })()`)).rejects.toMatchObject({
      code: 'ERR_DEVTOOLS',
      message: 'Runtime.evaluate: RangeError: too far',
    });
    await expect(page.evaluate('Promise.reject(7)')).rejects.toMatchObject({ code: 'ERR_DEVTOOLS' });
  });
});

describe('the tab', () => {
  test('shows what the origin answers', async () => {
    const tab = await openTab(page);
    for (const [number, scheme] of [
      [1, 'http'],
      [2, 'https'],
    ] as const) {
      const { sighting, errorPage } = await tab.visit(id(number), probe(number, scheme).url);
      expect(sighting).toMatchObject({
        marker: id(number),
        outcome: { kind: 'response', status: 200, marker: id(number) },
      });
      expect(errorPage).toBeUndefined();
    }
  });

  test('shows an error page of its own, with a screenshot, and goes on from there, again and again', async () => {
    const tab = await openTab(page);
    for (let round = 0; round < 5; round++) {
      const failed = await tab.visit(id(1), probe(1, 'https', 'refused.test').url);
      expect(failed.sighting.outcome).toEqual({ kind: 'failed', error: 'net::ERR_TUNNEL_CONNECTION_FAILED' });
      expect(failed.errorPage?.subarray(1, 4).toString()).toBe('PNG');
      const fine = await tab.visit(id(2), probe(2, 'http').url);
      expect(fine.sighting.outcome).toEqual({ kind: 'response', status: 200, marker: id(2) });
    }
  });

  test.each([
    ['http://refused.test/', 'net::ERR_HTTP_RESPONSE_CODE_FAILURE'],
    ['http://odd.test/missing', 'net::ERR_HTTP_RESPONSE_CODE_FAILURE'],
    ['http://odd.test/empty', 'net::ERR_ABORTED'],
  ])('%s fails with %s', async (url, error) => {
    const { sighting, errorPage } = await (await openTab(page)).visit(id(1), url);
    expect(sighting.outcome).toEqual({ kind: 'failed', error });
    expect(errorPage?.subarray(1, 4).toString()).toBe('PNG');
  });
});

describe('what cannot go on is an error, not a wait', () => {
  /** A browser of its own, and a page of it that waits for an answer. */
  async function waiting(): Promise<{
    browser: ChromiumProcess;
    cdp: Cdp;
    page: PageSession;
    result: Promise<unknown>;
  }> {
    const asked = once(odd, 'request');
    const browser = await launchChromium(BrowserFolder.chromium(), { proxyPort: router.port, trustedPublicKeys: [] });
    const cdp = await connectCdp(browser.devToolsUrl, {});
    const page = await attachPage(cdp);
    const silent = probe(1, 'http', 'odd.test', 'http://odd.test/silent');
    const results = openProbePage(page).run([silent], new AbortController().signal);
    const result = results[Symbol.asyncIterator]().next();
    result.catch(() => undefined);
    await asked;
    return { browser, cdp, page, result };
  }

  test('a browser that dies', async () => {
    const { browser, cdp, result } = await waiting();
    await browser[Symbol.asyncDispose]();
    await expect(result).rejects.toMatchObject({ code: 'ERR_SESSION_LOST' });
    await cdp[Symbol.asyncDispose]();
  });

  test('a page that crashes', async () => {
    const { browser, cdp, page, result } = await waiting();
    const lost = {
      code: 'ERR_SESSION_LOST',
      message: 'The connection to the browser session was lost: the page crashed',
    };
    // What it answers to this itself differs from one time to the next.
    await page.send('Page.navigate', { url: 'chrome://crash' }).catch(() => undefined);
    await expect(result).rejects.toMatchObject(lost);
    await expect(page.evaluate('1')).rejects.toMatchObject(lost);
    await cdp[Symbol.asyncDispose]();
    await browser[Symbol.asyncDispose]();
  });

  test('a session without a page', async () => {
    const empty: Cdp = {
      ...cdp,
      send: async (method, ...rest) =>
        method === 'Target.getTargets' ? { targetInfos: [] } : cdp.send(method, ...rest),
    };
    await expect(attachPage(empty)).rejects.toMatchObject({ code: 'ERR_DEVTOOLS' });
  });
});
