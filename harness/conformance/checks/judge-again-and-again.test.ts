import { describe, expect, test } from 'vitest';
import type { ProxyConfiguration } from '../../configuration/proxy-configuration.ts';
import { openRoutes } from '../../evidence/open-routes.ts';
import type { BrowserSighting } from '../../evidence/sightings.ts';
import { browserSaw, ledgerOf, probeFor, record } from '../../evidence/testing/witnesses.ts';
import type { Scheme } from '../../matrix/probe.ts';
import { decide } from '../../routing/oracle.ts';
import { proxyNames } from '../../routing/proxy-names.ts';
import type { Route } from '../../routing/route.ts';
import { type FailedRequest, judgeAgainAndAgain } from './judge-again-and-again.ts';

const configuration: ProxyConfiguration = {
  proxies: ['p0.test', 'p1.test'].map((server) => ({ externalProxy: { server, port: 1 } })),
};
const names = proxyNames(configuration);
const DIRECT: Route = { kind: 'direct' };
const error = browserSaw(probeFor('api.company.com'), { kind: 'failed', error: 'TypeError: Failed to fetch' });

/** One request of several; by default its proxy was asked once, and it failed. */
interface Story {
  readonly host?: string;
  readonly scheme?: Scheme;
  /** Positions of the proxies that were asked. */
  readonly asked?: readonly number[];
  readonly reached?: readonly Route[];
  readonly browser?: BrowserSighting | undefined;
  readonly usual?: boolean;
}

function failed({ scheme = 'https', asked = [0], reached = [], usual = true, ...story }: Story, index: number) {
  const host = story.host ?? `outage-${index + 1}.test`;
  const decision = decide(configuration, host);
  const sightings = ledgerOf((ledger) => {
    for (const position of asked) {
      const { upstream: _, ...facts } = record({ proxy: names[position]?.name ?? '', outcome: 'misbehaved' });
      ledger.proxyRecord(position, { ...facts, kind: scheme === 'http' ? 'forward' : 'tunnel' });
    }
  }).proxySightings();
  const request: FailedRequest = {
    host,
    scheme,
    traffic: scheme === 'ws' || scheme === 'wss' ? 'websocket' : 'fetch',
    decision,
    asked: sightings,
    reached,
    browser: 'browser' in story ? story.browser : error,
    usual,
    open: openRoutes(configuration, [])({ host, expected: { by: 'oracle', route: decision.route, decision } }),
  };
  return request;
}

/** The first of two default proxies is out. */
function judge(...stories: readonly Story[]): readonly string[] {
  const [proxy] = names;
  if (proxy === undefined) throw new RangeError('There are two.');
  const { level, verdict, findings } = judgeAgainAndAgain(proxy, stories.map(failed), names);
  return [`${verdict}, ${level}`, ...findings.map((one) => `${one.verdict} ${one.requirement}: ${one.seen}`)];
}

const slow = { ...error, durationMilliseconds: 400 };

test('its proxy was asked for each, nobody else was, and all failed', () => {
  const [proxy] = names;
  const stories: Story[] = [{ scheme: 'http' }, { scheme: 'ws' }, { scheme: 'wss' }, {}, {}];
  expect(judge(...stories)).toEqual(['conforms, documented']);
  expect(proxy && judgeAgainAndAgain(proxy, stories.map(failed), names).seen).toBe(
    'All 5 requests failed (http, ws, wss, https); p0.test:1 was asked for each, nobody else was, and the origin saw nothing.',
  );
});

describe('a fallback', () => {
  test('goes direct from some request on, asked for or not', () => {
    const astray = { reached: [DIRECT], browser: browserSaw(probeFor('api.company.com')) };
    expect(judge({}, {}, {}, { ...astray }, { ...astray, asked: [] })).toEqual([
      'violates, documented',
      'violates R-FAIL-OPEN-ERROR-PAGE: 2 of 5 requests went direct although p0.test:1 was out. The first was number 4, https://outage-4.test/.',
    ]);
  });

  test('goes to another proxy, whether or not it gets through it', () => {
    const reached: Route[] = [{ kind: 'proxy', index: 1 }];
    expect(judge({}, { scheme: 'ws', asked: [0, 1], reached }, { asked: [1] })).toEqual([
      'violates, documented',
      'violates R-FAIL-OPEN-ERROR-PAGE: 1 of 3 requests went through p1.test:1 although p0.test:1 was out. The first was number 2, ws://outage-2.test/.',
      'violates R-FAIL-OPEN-ERROR-PAGE: While p0.test:1 was out, p1.test:1 was asked for 2 of 3 requests. The first was number 2, ws://outage-2.test/.',
    ]);
  });

  test('is none where the proxy is never asked for such hosts', () => {
    const unusual = { asked: [1], usual: false };
    expect(judge(unusual, unusual)).toEqual([
      'violates, undocumented',
      'violates R-DEFAULT-SEVERAL: The request for outage-1.test went through p1.test:1. p0.test:1 is not asked for such hosts, outage or not, so this is no fallback, and nothing is known of one. So it was with 2 of 2 requests. The first was number 1, https://outage-1.test/.',
    ]);
  });
});

describe('another attempt', () => {
  test('shows by one more', () => {
    expect(judge({}, { asked: [0, 0] }, { scheme: 'http', asked: [0, 0] })).toEqual([
      'violates, documented',
      'violates R-NO-RETRY: p0.test:1 was asked 2 times for one request: failed requests must not be retried. So it was with 2 of 3 requests. The first was number 2, https://outage-2.test/.',
    ]);
  });

  test('is none where the browser had reason for a stand-by, which may come a request later', () => {
    expect(judge({ asked: [0, 0], browser: slow })).toEqual(['conforms, documented']);
    expect(judge({ host: 'a.test', browser: slow }, { host: 'a.test', asked: [0, 0] })).toEqual([
      'conforms, documented',
    ]);
    expect(judge({ host: 'a.test', browser: slow }, { host: 'b.test', asked: [0, 0] })[0]).toBe('violates, documented');
  });
});

describe('is no pass', () => {
  test('a single request that nobody saw', () => {
    expect(judge({}, {}, { asked: [] }, {})).toEqual([
      'inconclusive, documented',
      'inconclusive R-FAIL-OPEN-ERROR-PAGE: Nobody saw 1 of 4 requests, so where they went is not known. The first was number 3, https://outage-3.test/.',
    ]);
  });

  test('one that the browser has no result for', () => {
    expect(judge({}, { browser: undefined })).toEqual([
      'inconclusive, documented',
      'inconclusive R-FAIL-OPEN-ERROR-PAGE: The browser has no result for 1 of 2 requests. The first was number 2, https://outage-2.test/.',
    ]);
  });

  test('one that got through its own proxy', () => {
    expect(judge({ asked: [], reached: [{ kind: 'proxy', index: 0 }] })).toEqual([
      'inconclusive, documented',
      'inconclusive R-FAIL-OPEN-ERROR-PAGE: 1 of 1 requests went over connections of p0.test:1 from before the outage. The first was number 1, https://outage-1.test/.',
    ]);
  });

  test('one that got an answer; an error status is none', () => {
    const answer = (status: number) => browserSaw(probeFor('api.company.com'), { kind: 'response', status });
    expect(judge({ browser: answer(502) })).toEqual(['conforms, documented']);
    expect(judge({ browser: answer(200) })).toEqual([
      'violates, documented',
      'violates R-FAIL-OPEN-ERROR-PAGE: 1 of 1 requests did not fail: the browser got status 200 from somebody else than the origin. The first was number 1, https://outage-1.test/.',
    ]);
  });
});
