import { describe, expect, test } from 'vitest';
import type { ProxyConfiguration } from '../../configuration/proxy-configuration.ts';
import { openRoutes } from '../../evidence/open-routes.ts';
import { browserSaw, ledgerOf, probeFor, record } from '../../evidence/testing/witnesses.ts';
import { decide } from '../../routing/oracle.ts';
import { proxyNames } from '../../routing/proxy-names.ts';
import type { Route } from '../../routing/route.ts';
import { type Attempt, judgeOutage } from './judge-outage.ts';

const configuration: ProxyConfiguration = {
  proxies: [[], [], ['.company.test']].map((domainPatterns, index) => ({
    externalProxy: { server: `p${index}.test`, port: 1, ...(domainPatterns.length > 0 ? { domainPatterns } : {}) },
  })),
};
const names = proxyNames(configuration);
const FAILED = { kind: 'failed', error: 'net::ERR_TUNNEL_CONNECTION_FAILED' } as const;
const error = browserSaw(probeFor('api.company.com'), FAILED);
const arrived = browserSaw(probeFor('api.company.com'));

interface Story {
  readonly host?: string;
  readonly scheme?: 'http' | 'https';
  /** Positions of the proxies that were asked, for a request of a page and for the tab’s visit. */
  readonly fetch?: readonly number[];
  readonly visit: readonly number[];
  readonly reached?: readonly Route[];
  readonly usual?: boolean;
}

/** The first default, or with a host of its own the one with patterns, is out. */
function judge({ host = 'outage.test', scheme = 'https', fetch = [], visit, reached = [], usual = true }: Story) {
  const decision = decide(configuration, host);
  const proxy = names[decision.route.kind === 'proxy' ? decision.route.index : -1];
  if (proxy === undefined) throw new Error(`${host} goes direct`);
  const asked = (positions: readonly number[]) =>
    ledgerOf((ledger) => {
      for (const index of positions) {
        const { upstream: _, ...facts } = record({ proxy: names[index]?.name ?? '', outcome: 'misbehaved' });
        ledger.proxyRecord(index, { ...facts, kind: scheme === 'http' ? 'forward' : 'tunnel' });
      }
    }).proxySightings();
  const browser = reached.length > 0 ? arrived : error;
  const attempts: Attempt[] = [
    ...(scheme === 'https' ? [{ traffic: 'fetch', asked: asked(fetch), browser } as const] : []),
    { traffic: 'navigation', asked: asked(visit), browser },
  ];
  const open = openRoutes(configuration, [])({ host, expected: { by: 'oracle', route: decision.route, decision } });
  const probe = { proxy, host, scheme, decision };
  const { level, verdict, findings } = judgeOutage(probe, { attempts, browser, reached, usual, open }, names, []);
  return [`${verdict}, ${level}`, ...findings.map((one) => `${one.requirement}, ${one.level}: ${one.seen}`)];
}

test('its proxy was asked, nobody else was, and the browser shows an error', () => {
  expect(judge({ fetch: [0], visit: [0, 0, 0, 0] })).toEqual(['conforms, documented']);
  expect(judge({ scheme: 'http', visit: [0] })).toEqual(['conforms, documented']);
});

describe('another attempt', () => {
  const more = (count: number) =>
    `R-NO-RETRY, documented: p0.test:1 was asked ${count} times for one request: failed requests must not be retried.`;

  test('shows by one tunnel more for a page’s request', () => {
    expect(judge({ fetch: [0, 0], visit: [0, 0] })).toEqual(['violates, documented', more(2)]);
  });

  test('shows where a page gets more tunnels than a browser opens by itself', () => {
    expect(judge({ fetch: [0], visit: [0, 0, 0, 0, 0] })).toEqual(['violates, documented', more(5)]);
  });

  test('shows by one plain request more', () => {
    expect(judge({ scheme: 'http', visit: [0, 0] })).toEqual(['violates, documented', more(2)]);
  });
});

describe('a fallback', () => {
  const FELL_BACK =
    'R-FAIL-OPEN-ERROR-PAGE, documented: The request for outage.test reached the origin although p0.test:1 was out: it took another route.';
  const ASKED = 'R-FAIL-OPEN-ERROR-PAGE, documented: While p0.test:1 was out, p1.test:1 was asked for outage.test.';

  test('goes elsewhere after its proxy was asked', () => {
    expect(judge({ fetch: [0, 1], visit: [0], reached: [{ kind: 'proxy', index: 1 }], usual: false })).toEqual([
      'violates, documented',
      FELL_BACK,
      ASKED,
    ]);
  });

  test('goes elsewhere at once, where such hosts went to the proxy before', () => {
    expect(judge({ visit: [], reached: [{ kind: 'direct' }] })).toEqual(['violates, documented', FELL_BACK]);
    expect(judge({ visit: [1] })).toEqual(['violates, documented', ASKED]);
  });
});

describe('a proxy that is never asked for such hosts says nothing of a fallback', () => {
  const words = (way: string, name = 'p0.test:1', host = 'outage.test') =>
    `The request for ${host} ${way}. ${name} is not asked for such hosts, outage or not, so this is no fallback, and nothing is known of one.`;

  test('where the document leaves open which one is asked', () => {
    expect(judge({ visit: [1], reached: [{ kind: 'proxy', index: 1 }], usual: false })).toEqual([
      'violates, undocumented',
      `R-DEFAULT-SEVERAL, undocumented: ${words('went through p1.test:1')}`,
    ]);
  });

  test('where it does not', () => {
    expect(judge({ visit: [], reached: [{ kind: 'direct' }], usual: false })).toEqual([
      'violates, documented',
      `R-DEFAULT-ROUTES, documented: ${words('went direct')}`,
    ]);
    const host = 'www.company.test';
    expect(judge({ host, visit: [1], usual: false })).toEqual([
      'violates, documented',
      `R-PATTERN-ROUTES, documented: ${words('went through p1.test:1', 'p2.test:1', host)}`,
    ]);
  });
});

test('where nobody was asked, nothing is known', () => {
  expect(judge({ visit: [] })).toEqual([
    'inconclusive, documented',
    'R-FAIL-OPEN-ERROR-PAGE, documented: No request for outage.test reached p0.test:1.',
  ]);
});
