import { afterAll, beforeAll, expect, test } from 'vitest';
import { markedUrl } from '../../matrix/marker.ts';
import type { ProbeId } from '../../matrix/probe.ts';
import type { Cdp } from '../cdp.ts';
import { id, type PageScene, startPageScene } from '../testing/page-scene.ts';
import { MOST_WITHDRAWALS } from '../withdrawals.ts';
import { type TrafficName, trafficKind } from './kinds.ts';
import { openPageTraffic, type PageTraffic } from './page-traffic.ts';

/** The request that is not made is waited for this long. */
const SHORT_TIMEOUT_MILLISECONDS = 20;

let scene: PageScene;
let traffic: PageTraffic;
beforeAll(async () => {
  scene = await startPageScene();
  traffic = await openPageTraffic(unsettled(scene.cdp), scene.page);
});
afterAll(() => scene[Symbol.asyncDispose]());

/** How the browser says that it did not get a tunnel, and how it would say that its machine's network has changed. */
const WORDS = [
  ['net::ERR_TUNNEL_CONNECTION_FAILED', 'net::ERR_NETWORK_CHANGED'],
  ['Establishing a tunnel via proxy server failed.', 'Error in connection establishment: net::ERR_NETWORK_CHANGED'],
] as const;

/** Gives everything up that it does not get a tunnel for. */
function unsettled(cdp: Cdp): Cdp {
  const reworded = (params: object) =>
    JSON.parse(WORDS.reduce((text, [said, instead]) => text.replaceAll(said, instead), JSON.stringify(params)));
  return { ...cdp, on: (event, listener) => cdp.on(event, (params) => listener(reworded(params))) };
}

let last = 0;
const next = (): ProbeId => id(++last);

function requestTo(kind: TrafficName, host: string) {
  const [own, asked] = [next(), next()];
  const scheme = kind === 'websocket' ? 'wss' : 'https';
  const { as } = trafficKind(kind);
  const url = markedUrl({ kind: 'host', host }, scheme, asked) + (as === undefined ? '' : `?as=${as}`);
  const page = markedUrl({ kind: 'host', host: 'page.test' }, 'https', own);
  return { kind, from: { id: own, url: page, name: 'https://page.test/' }, hops: [{ id: asked, url }] } as const;
}

test.each(['image', 'preload', 'fetch', 'service-worker', 'websocket', 'iframe'] as const)(
  '%s that the browser gives up is asked for again, and counted',
  async (kind) => {
    const request = requestTo(kind, 'refused.test');
    expect(await traffic.make(request)).toMatchObject([
      { marker: request.hops[0].id, withdrawn: MOST_WITHDRAWALS, outcome: { kind: 'failed' } },
    ]);
  },
);

test('what arrives is asked for once', async () => {
  const request = requestTo('image', 'other.test');
  await traffic.make(request);
  expect(scene.sightings.filter(({ marker }) => marker === request.hops[0].id)).toHaveLength(1);
});

test('a service worker whose script the browser gives up is registered again', async () => {
  const request = requestTo('service-worker', 'other.test');
  const listeners = new Map<string, (params: Readonly<Record<string, unknown>>) => void>();
  const say = (event: string, params: object) => listeners.get(event)?.({ ...params });
  const on: Cdp['on'] = (event, listener) => void listeners.set(event, listener);
  let registered = 0;
  const evaluate = async (expression: string) => {
    if (!expression.includes('serviceWorker')) return { status: 200 };
    const requestId = String(++registered);
    const asked = registered === 1 ? request.from : request.hops[0];
    say('Network.requestWillBeSent', { requestId, request: { url: asked.url } });
    if (registered === 1) say('Network.loadingFailed', { requestId, errorText: 'net::ERR_NETWORK_CHANGED' });
    else say('Network.responseReceived', { requestId, response: { url: asked.url, status: 200, headers: {} } });
    return undefined;
  };
  const send = async (method: string) => {
    if (method === 'Page.navigate') queueMicrotask(() => say('Page.loadEventFired', {}));
    return {};
  };
  const cdp: Cdp = { send, on, [Symbol.asyncDispose]: async () => undefined };
  const made = await openPageTraffic(cdp, { send, on, evaluate }, SHORT_TIMEOUT_MILLISECONDS);
  expect(await made.make(request)).toMatchObject([{ withdrawn: 1, outcome: { kind: 'response', status: 200 } }]);
  expect(registered).toBe(2);
});
