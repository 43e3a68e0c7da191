import { beforeEach, expect, test } from 'vitest';
import type { RequestRecord } from '../../proxies/record.ts';
import { Ledger } from '../evidence/ledger.ts';
import { end, names, openFor, probeFor, record } from '../evidence/testing/witnesses.ts';
import type { Probe } from '../matrix/probe.ts';
import { attributeTapped } from './attribute-tapped.ts';
import { judgeTapped } from './judge-opening.ts';

/** The browser waits from 1000 to 1100. */
const BROWSER = { witness: 'browser', at: 1100, durationMilliseconds: 100 } as const;
const RELAY = { local: { address: '127.0.0.1', port: 5001 }, remote: { address: '10.0.0.1', port: 3128 } };

const probe = probeFor('api.company.com');
let ledger: Ledger;
beforeEach(() => {
  ledger = new Ledger();
  ledger.browser({ ...BROWSER, marker: probe.id, outcome: { kind: 'failed', error: 'net::ERR_X' } });
});

function relayed(at: number, overrides: Partial<RequestRecord> = {}): RequestRecord {
  const { upstream: _, ...rest } = record({ at, outcome: 'relayed', status: 200, relay: RELAY, ...overrides });
  return rest;
}

const takenOf = (one: Probe) => attributeTapped(one, ledger).taken;

test('a tap that was asked for the host and port at that time tells the route', () => {
  ledger.proxyRecord(1, relayed(1050));
  expect(takenOf(probe)).toEqual({ kind: 'relayed', route: { kind: 'proxy', index: 1 } });
});

test.each([
  ['another host', { authority: 'other.company.com:443' }, 1050],
  ['another port', { authority: 'api.company.com:8443' }, 1050],
  ['a forwarded request', { kind: 'forward' as const }, 1050],
  ['a later time', {}, 1200],
])('%s does not', (_, overrides, at) => {
  ledger.proxyRecord(1, relayed(at, overrides));
  expect(takenOf(probe)).toEqual({ kind: 'unseen' });
});

test('a tunnel from before that is still open does, one that is over does not', () => {
  const earlier = relayed(500);
  ledger.proxyRecord(1, earlier);
  expect(takenOf(probe)).toMatchObject({ kind: 'relayed' });
  ledger.proxyRecord(1, end(earlier, 900));
  expect(takenOf(probe)).toEqual({ kind: 'unseen' });
});

test('two taps are two routes', () => {
  ledger.proxyRecord(0, relayed(1050));
  ledger.proxyRecord(1, relayed(1060));
  expect(takenOf(probe)).toMatchObject({ kind: 'several' });
});

test('the socket of a tap is never taken for the one that an origin saw', () => {
  ledger.proxyRecord(1, relayed(1050));
  ledger.origin({
    witness: 'origin',
    at: 1060,
    marker: probe.id,
    scheme: 'https',
    protocol: 'http/1.1',
    method: 'GET',
    authority: 'api.company.com',
    peer: RELAY.local,
    connectionAcceptedAt: 1055,
    leakedHeaders: [],
  });
  expect(takenOf(probe)).toMatchObject({ kind: 'several', routes: [{ kind: 'direct' }, { kind: 'proxy', index: 1 }] });
});

test('the wrong tap is a violation, in words', () => {
  const wide = probeFor('www.company.com');
  ledger.browser({ ...BROWSER, marker: wide.id, outcome: { kind: 'response', status: 200 } });
  ledger.proxyRecord(1, relayed(1050, { authority: 'www.company.com:443', credentials: 'valid' }));
  const { verdict, findings } = judgeTapped(wide, ledger, names, openFor(wide));
  expect(verdict).toBe('violates');
  expect(findings.map(({ seen }) => seen)).toEqual([
    'The request went through narrow.example:8080, as the tap before it saw: the browser got status 200 from somebody else than the origin.',
  ]);
});
