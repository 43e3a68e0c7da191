import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OriginSighting } from '../../evidence/sightings.ts';
import { markedUrl } from '../../matrix/marker.ts';
import type { ProbeId } from '../../matrix/probe.ts';
import { id, type PageScene, startPageScene } from '../testing/page-scene.ts';
import { TRAFFIC, type TrafficName, trafficKind } from './kinds.ts';
import { openPageTraffic, type PageTraffic } from './page-traffic.ts';

let scene: PageScene;
let traffic: PageTraffic;
beforeAll(async () => {
  scene = await startPageScene();
  traffic = await openPageTraffic(scene.cdp, scene.page);
});
afterAll(() => scene[Symbol.asyncDispose]());

let last = 0;
const next = (): ProbeId => id(++last);
const page = (host = 'page.test') => {
  const own = next();
  return { id: own, url: markedUrl({ kind: 'host', host }, 'https', own), name: `https://${host}/` };
};
const seen = (marker: ProbeId): readonly OriginSighting[] => scene.sightings.filter((one) => one.marker === marker);

/** A request of a kind to another host than its page's. */
function hop(kind: TrafficName, host = 'other.test') {
  const own = next();
  const scheme = kind === 'websocket' ? 'wss' : 'https';
  const { as } = trafficKind(kind);
  return { id: own, url: markedUrl({ kind: 'host', host }, scheme, own) + (as === undefined ? '' : `?as=${as}`) };
}

test.each(Object.keys(TRAFFIC) as TrafficName[])('%s arrives, and the browser says so', async (kind) => {
  const one = hop(kind);
  const [sighting] = await traffic.make({ kind, from: page(), hops: [one] });
  expect(sighting).toMatchObject({ witness: 'browser', marker: one.id, outcome: { marker: one.id } });
  const { methods = ['GET'], body } = trafficKind(kind);
  const arrived = seen(one.id);
  expect([...new Set(arrived.map(({ method }) => method))]).toEqual(methods);
  expect(arrived.at(-1)?.body?.bytes).toBe(body?.length);
  expect(arrived.every(({ authority }) => authority === 'other.test')).toBe(true);
});

/** Makes requests of these kinds. @returns how often the browser gave one up, after which its page is loaded again. */
async function makeAll(from: ReturnType<typeof page>, kinds: readonly TrafficName[]): Promise<number> {
  let again = 0;
  for (const kind of kinds) {
    const [sighting] = await traffic.make({ kind, from, hops: [hop(kind)] });
    again += sighting?.withdrawn ?? 0;
  }
  return again;
}

test('every hop of a redirect is told apart', async () => {
  const end = hop('image', 'third.test');
  const start = hop('fetch', 'second.test');
  const first = { ...start, url: `${start.url}?as=redirect&to=${encodeURIComponent(end.url)}` };
  const heard = await traffic.make({ kind: 'image', from: page(), hops: [first, end] });
  expect(heard).toMatchObject([
    { marker: first.id, outcome: { kind: 'response', status: 307, marker: first.id } },
    { marker: end.id, outcome: { kind: 'response', status: 200, marker: end.id } },
  ]);
  expect(seen(first.id).map(({ authority }) => authority)).toEqual(['second.test']);
  expect(seen(end.id).map(({ authority }) => authority)).toEqual(['third.test']);
});

test('a page is loaded once for the requests that it makes one after the other', async () => {
  const from = page('once.test');
  const again = await makeAll(from, ['image', 'fetch', 'script']);
  expect(seen(from.id)).toHaveLength(1 + again);
});

test('a page that a request has left is loaded again', async () => {
  const from = page('again.test');
  const again = await makeAll(from, ['link', 'image']);
  expect(seen(from.id)).toHaveLength(2 + again);
});

test('so is one from which others have led the tab away', async () => {
  const from = page('away.test');
  const before = await makeAll(from, ['image']);
  traffic.leave();
  const after = await makeAll(from, ['image']);
  expect(seen(from.id)).toHaveLength(2 + before + after);
});

test.each(['image', 'fetch', 'worker', 'websocket'] as const)('%s that fails is said to have failed', async (kind) => {
  const [sighting] = await traffic.make({ kind, from: page(), hops: [hop(kind, 'refused.test')] });
  expect(sighting?.outcome).toMatchObject({ kind: 'failed', error: expect.stringMatching(/tunnel/i) });
});
