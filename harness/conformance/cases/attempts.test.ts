import { expect, test } from 'vitest';
import type { ProxySighting } from '../../evidence/sightings.ts';
import type { Probe } from '../../matrix/probe.ts';
import { retries } from './attempts.ts';

const probe = (traffic: Probe['traffic']) => ({ traffic });
const asked = (count: number, kind: 'tunnel' | 'forward', status?: number) =>
  Array.from({ length: count }, () => ({ kind, ...(status === undefined ? {} : { status }) }) as ProxySighting);

/** What the browser says of a request that failed at once. */
const AT_ONCE = { durationMilliseconds: 20 };

test.each([
  ['a page by CONNECT', 'navigation', asked(4, 'tunnel')],
  ['a page whose tunnels break', 'navigation', asked(8, 'tunnel', 200)],
  ['a page in absolute form', 'navigation', asked(1, 'forward')],
  ['anything else by CONNECT', 'fetch', asked(1, 'tunnel')],
  ['anything else whose tunnels break', 'websocket', asked(2, 'tunnel', 200)],
  ['anything else in absolute form', 'fetch', asked(1, 'forward')],
] as const)('%s: as often as a browser asks by itself, and once more', (_what, traffic, most) => {
  expect(retries(probe(traffic), most, 'corp', AT_ONCE)).toEqual([]);
  const [kind] = most.map((one) => one.kind);
  const [status] = most.map((one) => one.status);
  const more = [...most, ...asked(1, kind === 'tunnel' ? 'tunnel' : 'forward', status)];
  expect(retries(probe(traffic), more, 'corp', AT_ONCE)).toEqual([
    {
      verdict: 'violates',
      requirement: 'R-NO-RETRY',
      seen: `corp was asked ${more.length} times for one request: failed requests must not be retried.`,
      sightings: more,
    },
  ]);
});

test('a request that the browser had given up counts as often as it was made', () => {
  expect(retries(probe('fetch'), asked(3, 'tunnel'), 'corp', { ...AT_ONCE, withdrawn: 2 })).toEqual([]);
  expect(retries(probe('fetch'), asked(4, 'tunnel'), 'corp', { ...AT_ONCE, withdrawn: 2 })).toHaveLength(1);
});

test.each([
  ['within a quarter of a second none', { durationMilliseconds: 249 }, 1],
  ['after that one', { durationMilliseconds: 250 }, 2],
  ['where nobody knows how long it took, one', undefined, 2],
] as const)('a connection that does not stand has a stand-by: %s', (_, browser, most) => {
  expect(retries(probe('fetch'), asked(most, 'tunnel'), 'corp', browser)).toEqual([]);
  expect(retries(probe('fetch'), asked(most + 1, 'tunnel'), 'corp', browser)).toHaveLength(1);
});
