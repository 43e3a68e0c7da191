import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ChromiumProcess } from '../emulator/chromium/launch.ts';
import type { BrowserSighting } from '../evidence/sightings.ts';
import type { Probe, Scheme } from '../matrix/probe.ts';
import { type Cdp, connectCdp } from './cdp.ts';
import { attachPage, type PageSession } from './page-session.ts';
import { IN_TURN, openProbePage } from './probe-page.ts';
import { id, type PageScene, probe, startPageScene } from './testing/page-scene.ts';

let scene: PageScene;
beforeAll(async () => {
  scene = await startPageScene();
});
beforeEach(() => void scene.sightings.splice(0));
afterAll(() => scene[Symbol.asyncDispose]());

async function runAll(probes: readonly Probe[], signal = new AbortController().signal): Promise<BrowserSighting[][]> {
  const batches: BrowserSighting[][] = [];
  for await (const batch of openProbePage(scene.page).run(probes, signal)) batches.push([...batch]);
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
    // They are under way together: which of them arrives first is nobody's to say.
    expect(new Map(scene.sightings.map(({ marker, scheme }) => [marker, scheme]))).toEqual(
      new Map(schemes.map((scheme, i) => [id(i + 1), scheme])),
    );
    expect(scene.sightings).toHaveLength(schemes.length);
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
    expect(scene.sightings).toHaveLength(600);
    expect(
      batches.flat().every(({ marker, outcome }) => outcome.kind === 'response' && outcome.marker === marker),
    ).toBe(true);
  });

  test('in turn: none before the one before it has ended', async () => {
    const asked = once(scene.odd, 'request');
    const page = openProbePage(scene.page);
    const silent = probe(1, 'http', 'odd.test', 'http://odd.test/silent');
    const seen = page
      .run([silent, probe(2, 'http')], new AbortController().signal, IN_TURN)
      [Symbol.asyncIterator]()
      .next();
    await asked;
    // What is asked for after this, and arrives, would have come later than the second probe.
    await scene.page.evaluate(`fetch('${probe(3, 'http').url}').catch(() => undefined)`);
    expect(scene.sightings.map(({ marker }) => marker)).toEqual([id(3)]);
    page.cancel([id(1)]);
    expect((await seen).value.map(({ marker }: BrowserSighting) => marker)).toEqual([id(1), id(2)]);
    expect(scene.sightings.map(({ marker }) => marker)).toEqual([id(3), id(2)]);
  });

  test('an abort ends it with the batches under way', async () => {
    const controller = new AbortController();
    const seen: BrowserSighting[] = [];
    const probes = Array.from({ length: 1500 }, (_, i) => probe(i + 1, 'http'));
    for await (const batch of openProbePage(scene.page).run(probes, controller.signal)) {
      seen.push(...batch);
      controller.abort();
    }
    // Two batches were under way, and each of them had been followed by another when it ended.
    expect(seen.length).toBeGreaterThanOrEqual(500);
    expect(seen.length).toBeLessThanOrEqual(1000);
    expect(scene.sightings).toHaveLength(seen.length);
  });

  test('one that waits for an answer can be cancelled; the others go on', async () => {
    const asked = once(scene.odd, 'request');
    const probes = openProbePage(scene.page);
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
    await expect(scene.page.evaluate(`(() => { throw new RangeError('too far') })()`)).rejects.toMatchObject({
      code: 'ERR_DEVTOOLS',
      message: 'Runtime.evaluate: RangeError: too far',
    });
    await expect(scene.page.evaluate('Promise.reject(7)')).rejects.toMatchObject({ code: 'ERR_DEVTOOLS' });
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
    const asked = once(scene.odd, 'request');
    const browser = await scene.launch([]);
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
      ...scene.cdp,
      send: async (method, ...rest) =>
        method === 'Target.getTargets' ? { targetInfos: [] } : scene.cdp.send(method, ...rest),
    };
    await expect(attachPage(empty)).rejects.toMatchObject({ code: 'ERR_DEVTOOLS' });
  });
});
