import { describe, expect, test } from 'vitest';
import { attribute, authorityOf } from './attribute.ts';
import type { Ledger } from './ledger.ts';
import { ADDRESS, browserSaw, end, ledgerOf, originSaw, probeFor, record } from './testing/witnesses.ts';

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
