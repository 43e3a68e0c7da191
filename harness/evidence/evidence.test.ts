import { describe, expect, test } from 'vitest';
import type { EndRecord, RequestRecord } from '../../proxies/record.ts';
import type { ProxyConfiguration } from '../configuration/proxy-configuration.ts';
import { deriveProbes, type UserExpectation } from '../matrix/derive-probes.ts';
import type { Probe } from '../matrix/probe.ts';
import { proxyNames } from '../routing/proxy-names.ts';
import { attribute, authorityOf } from './attribute.ts';
import { judgeProbe } from './judge.ts';
import { Ledger } from './ledger.ts';
import type { BrowserSighting, OriginSighting } from './sightings.ts';

const configuration: ProxyConfiguration = {
  proxies: [
    { externalProxy: { server: 'wide.example', port: 8080, domainPatterns: ['.company.com'] } },
    {
      externalProxy: {
        server: 'narrow.example',
        port: 8080,
        domainPatterns: ['api.company.com'],
        credentials: { basicAuth: { secretArn: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:n-AbCdEf' } },
      },
    },
  ],
};
const names = proxyNames(configuration);

function probeFor(host: string, expectations: readonly UserExpectation[] = []): Probe {
  const probes = deriveProbes({ configuration, schemes: ['https'], runId: 'testrun', expectations });
  const probe = probes.find((one) => one.host === host && one.traffic === 'fetch');
  if (!probe) throw new Error(`no probe for ${host}`);
  return probe;
}

const ADDRESS = '127.0.0.1';
let sequence = 0;

function record(overrides: Partial<RequestRecord>): RequestRecord {
  sequence += 1;
  return {
    type: 'request',
    proxy: 'p',
    sequence,
    exchange: sequence,
    at: 1000,
    kind: 'tunnel',
    method: 'CONNECT',
    authority: 'api.company.com:443',
    client: { address: ADDRESS, port: 1 },
    credentials: 'absent',
    outcome: 'established',
    upstream: { local: { address: ADDRESS, port: 5001 }, remote: { address: ADDRESS, port: 443 } },
    ...overrides,
  };
}

function end({ exchange, proxy }: RequestRecord, at: number): EndRecord {
  return {
    type: 'end',
    proxy,
    sequence: 0,
    exchange,
    at,
    bytesUp: 1,
    bytesDown: 1,
    durationMilliseconds: 1,
    closedBy: 'client',
  };
}

function originSaw(probe: Probe, overrides: Partial<OriginSighting> = {}): OriginSighting {
  return {
    witness: 'origin',
    at: 1002,
    marker: probe.id,
    scheme: 'https',
    protocol: 'http/1.1',
    method: 'GET',
    authority: probe.host,
    peer: { address: ADDRESS, port: 5001 },
    connectionAcceptedAt: 1000,
    leakedHeaders: [],
    ...overrides,
  };
}

function browserSaw(probe: Probe, outcome?: BrowserSighting['outcome']): BrowserSighting {
  return {
    witness: 'browser',
    at: 1003,
    marker: probe.id,
    durationMilliseconds: 3,
    outcome: outcome ?? { kind: 'response', status: 200, marker: probe.id },
  };
}

function ledgerOf(fill: (ledger: Ledger) => void): Ledger {
  const ledger = new Ledger();
  fill(ledger);
  return ledger;
}

describe('the join', () => {
  const probe = probeFor('api.company.com');
  const taken = (fill: (ledger: Ledger) => void) => attribute(probe, ledgerOf(fill)).taken;

  test('a proxy’s upstream socket that is the origin’s peer names the proxy', () => {
    expect(
      taken((ledger) => {
        ledger.proxyRecord(0, record({}));
        ledger.origin(originSaw(probe));
      }),
    ).toEqual({ kind: 'route', route: { kind: 'proxy', index: 0 } });
  });

  test('a peer that is nobody’s socket is direct, even if a proxy was busy with the same host at the same time', () => {
    expect(
      taken((ledger) => {
        ledger.proxyRecord(0, record({}));
        ledger.origin(originSaw(probe, { peer: { address: ADDRESS, port: 5002 } }));
      }),
    ).toEqual({ kind: 'route', route: { kind: 'direct' } });
  });

  test('a port that a proxy had used before says nothing about a later connection', () => {
    expect(
      taken((ledger) => {
        const old = record({ at: 500 });
        ledger.proxyRecord(0, old);
        ledger.proxyRecord(0, end(old, 600));
        ledger.origin(originSaw(probe));
      }),
    ).toEqual({ kind: 'route', route: { kind: 'direct' } });
  });

  test('of two proxies that used the same port in turn, the one whose connection was open is meant', () => {
    expect(
      taken((ledger) => {
        const old = record({ at: 500 });
        ledger.proxyRecord(0, old);
        ledger.proxyRecord(0, end(old, 600));
        ledger.proxyRecord(1, record({ at: 1000 }));
        ledger.origin(originSaw(probe));
      }),
    ).toEqual({ kind: 'route', route: { kind: 'proxy', index: 1 } });
  });

  test('a connection that was opened after the origin had seen the request is not it', () => {
    expect(
      taken((ledger) => {
        ledger.proxyRecord(0, record({ at: 1500 }));
        ledger.origin(originSaw(probe));
      }),
    ).toEqual({ kind: 'route', route: { kind: 'direct' } });
  });

  test('a dual-stack origin’s way to write the address makes no difference', () => {
    expect(
      taken((ledger) => {
        ledger.proxyRecord(0, record({}));
        ledger.origin(originSaw(probe, { peer: { address: '::ffff:127.0.0.1', port: 5001 } }));
      }),
    ).toEqual({ kind: 'route', route: { kind: 'proxy', index: 0 } });
  });

  test('the marker on two routes is several', () => {
    expect(
      taken((ledger) => {
        ledger.proxyRecord(0, record({}));
        ledger.origin(originSaw(probe));
        ledger.origin(originSaw(probe, { peer: { address: ADDRESS, port: 5002 } }));
      }),
    ).toEqual({ kind: 'several', routes: [{ kind: 'proxy', index: 0 }, { kind: 'direct' }] });
  });

  test('a proxy that refused this very host while the browser waited is where it stopped', () => {
    const { upstream: _, ...refused } = record({ outcome: 'authentication-required', at: 1001 });
    expect(
      taken((ledger) => {
        ledger.proxyRecord(0, refused);
        ledger.browser(browserSaw(probe, { kind: 'failed', error: 'net::ERR_X' }));
      }),
    ).toEqual({ kind: 'stopped-at', route: { kind: 'proxy', index: 0 } });
  });

  test.each([
    ['another host', { authority: 'xapi.company.com:443', at: 1001 }],
    ['another port', { authority: 'api.company.com:8443', at: 1001 }],
    ['another kind of request', { kind: 'forward' as const, at: 1001 }],
    ['another time', { at: 900 }],
  ])('a refusal of %s says nothing about it', (_what, overrides) => {
    const { upstream: _, ...refused } = record({ outcome: 'authentication-required', ...overrides });
    expect(
      taken((ledger) => {
        ledger.proxyRecord(0, refused);
        ledger.browser(browserSaw(probe, { kind: 'failed', error: 'net::ERR_X' }));
      }),
    ).toEqual({ kind: 'unseen' });
  });

  test('the sightings come in the order of time', () => {
    const { sightings } = attribute(
      probe,
      ledgerOf((ledger) => {
        ledger.browser(browserSaw(probe));
        ledger.origin(originSaw(probe));
        ledger.proxyRecord(0, record({}));
      }),
    );
    expect(sightings.map(({ witness }) => witness)).toEqual(['proxy', 'origin', 'browser']);
  });
});

test('an authority is the host as the browser writes it, with the scheme’s port', () => {
  expect(authorityOf({ url: 'https://WWW.Example.COM/x', scheme: 'https' })).toBe('www.example.com:443');
  expect(authorityOf({ url: 'ws://a.test/x', scheme: 'ws' })).toBe('a.test:80');
  expect(authorityOf({ url: 'wss://[::1]:8443/x', scheme: 'wss' })).toBe('[::1]:8443');
});

describe('the judge', () => {
  const probe = probeFor('api.company.com');
  const judge = (fill: (ledger: Ledger) => void, what = probe) =>
    judgeProbe(what, attribute(what, ledgerOf(fill)), names);

  test('the expected route, and the browser heard from the origin: conforms', () => {
    const { verdict, findings, requirement } = judge((ledger) => {
      ledger.proxyRecord(0, record({}));
      ledger.origin(originSaw(probe));
      ledger.browser(browserSaw(probe));
    });
    expect({ verdict, findings, requirement }).toEqual({
      verdict: 'conforms',
      findings: [],
      requirement: 'R-PATTERN-FIRST-MATCH',
    });
  });

  test('the wrong proxy violates, and says by which rule and whose claim was obeyed instead', () => {
    const { verdict, findings } = judge((ledger) => {
      ledger.proxyRecord(1, record({ credentials: 'valid' }));
      ledger.origin(originSaw(probe));
      ledger.browser(browserSaw(probe));
    });
    expect(verdict).toBe('violates');
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      requirement: 'R-PATTERN-FIRST-MATCH',
      level: 'documented',
      expected:
        'api.company.com goes through wide.example:8080, by the pattern ".company.com" of wide.example:8080 (proxies[0].externalProxy.domainPatterns[0]).',
      seen: 'The request went through narrow.example:8080 and reached the origin.',
      cause:
        'The pattern "api.company.com" of narrow.example:8080 (proxies[1].externalProxy.domainPatterns[0]) claims the host too and was obeyed instead: the order of precedence was not kept.',
    });
  });

  test('a request that left direct is called a leak', () => {
    const { findings } = judge((ledger) => {
      ledger.origin(originSaw(probe));
      ledger.browser(browserSaw(probe));
    });
    expect(findings[0]).toMatchObject({
      verdict: 'violates',
      seen: 'The request went direct and reached the origin.',
      cause: 'The request left without any proxy: traffic leaks past the configuration.',
    });
  });

  test('without a sighting nothing is concluded', () => {
    expect(judge(() => undefined)).toMatchObject({
      verdict: 'inconclusive',
      findings: [{ seen: 'Neither a proxy nor the origin saw the request: the browser has no result for it.' }],
    });
  });

  test('the right route is not enough while the browser did not get the answer', () => {
    expect(
      judge((ledger) => {
        ledger.proxyRecord(0, record({}));
        ledger.origin(originSaw(probe));
        ledger.browser(browserSaw(probe, { kind: 'response', status: 502 }));
      }),
    ).toMatchObject({ verdict: 'inconclusive' });
  });

  test('every finding is reported: the wrong route, its missing credentials, and the leak at the origin', () => {
    const { findings } = judge((ledger) => {
      ledger.proxyRecord(1, record({ credentials: 'absent' }));
      ledger.origin(originSaw(probe, { leakedHeaders: ['proxy-authorization'] }));
      ledger.browser(browserSaw(probe));
    });
    expect(findings.map(({ requirement }) => requirement)).toEqual([
      'R-PATTERN-FIRST-MATCH',
      'R-CREDENTIALS-OWN-PROXY',
      'R-CREDENTIALS-NOT-AT-ORIGIN',
    ]);
  });

  test('credentials at an open proxy are a leak, whatever they are', () => {
    const { findings } = judge((ledger) => {
      ledger.proxyRecord(0, record({ credentials: 'invalid' }));
      ledger.origin(originSaw(probe));
      ledger.browser(browserSaw(probe));
    });
    expect(findings).toMatchObject([
      {
        requirement: 'R-CREDENTIALS-OWN-PROXY',
        seen: 'It got invalid ones: credentials of another proxy have leaked to it.',
      },
    ]);
  });

  test('the user’s own expectation counts, and the configuration is named as the cause', () => {
    const expectations: UserExpectation[] = [
      { target: { kind: 'host', host: 'www.company.com' }, route: { kind: 'direct' }, path: '["www.company.com"]' },
    ];
    const mine = probeFor('www.company.com', expectations);
    const { requirement, level, findings } = judge((ledger) => {
      ledger.proxyRecord(0, record({ authority: 'www.company.com:443' }));
      ledger.origin(originSaw(mine));
      ledger.browser(browserSaw(mine));
    }, mine);
    expect({ requirement, level }).toEqual({ requirement: 'U-EXPECTATION', level: 'documented' });
    expect(findings[0]).toMatchObject({
      expected: 'www.company.com goes direct, because you expect so (["www.company.com"]).',
      cause:
        'The configuration itself says so: the pattern ".company.com" of wide.example:8080 (proxies[0].externalProxy.domainPatterns[0]) decides. Change that rule, or the expectation at ["www.company.com"].',
    });
  });
});
