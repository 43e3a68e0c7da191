import { expect, test } from 'vitest';
import type { RequestRecord } from '../../proxies/record.ts';
import { Ledger } from '../evidence/ledger.ts';
import type { BrowserSighting } from '../evidence/sightings.ts';
import { names, openFor, probeFor, record } from '../evidence/testing/witnesses.ts';
import type { Probe } from '../matrix/probe.ts';
import { judgeTapped } from './judge-opening.ts';

const matrix = probeFor('api.company.com');
/** A host of the user's own, on a route that the document is silent about. */
const probe: Probe = {
  ...matrix,
  source: { ...matrix.source, variant: 'user-host' },
  expected: { ...matrix.expected, decision: { ...matrix.expected.decision, level: 'undocumented' } },
};
const { route } = probe.expected;
const index = route.kind === 'proxy' ? route.index : -1;

function judged(outcome: BrowserSighting['outcome'], ...records: readonly Partial<RequestRecord>[]) {
  const ledger = new Ledger();
  ledger.browser({ witness: 'browser', at: 1100, durationMilliseconds: 100, marker: probe.id, outcome });
  for (const one of records) ledger.proxyRecord(index, record({ at: 1050, outcome: 'relayed', ...one }));
  return judgeTapped(probe, ledger, names, openFor(probe));
}

/** What is said of a page that does not open, after what was seen. */
function causeOf(error: string, ...records: readonly Partial<RequestRecord>[]): string | undefined {
  const { findings } = judged({ kind: 'failed', error }, ...records);
  return findings.find(({ requirement }) => requirement === 'P-OPENS')?.cause;
}

test('a page that opens is no finding, whatever its site answers', () => {
  const { findings } = judged({ kind: 'response', status: 404 }, { status: 200 });
  expect(findings.map(({ requirement }) => requirement)).not.toContain('P-OPENS');
});

test('a page that does not open fails the run, also where the document says nothing of its route', () => {
  const { verdict, level, findings } = judged({ kind: 'response', status: 403 }, { status: 200 });
  expect({ verdict, level }).toEqual({ verdict: 'violates', level: 'documented' });
  expect(findings.map(({ requirement, seen }) => `${requirement}: ${seen}`)).toContain(
    'P-OPENS: It does not: the browser got status 403.',
  );
});

test.each<[string, string, Partial<RequestRecord>[]]>([
  ['net::ERR_TIMED_OUT', 'Nothing of it came to the proxy.', []],
  [
    'cancelled',
    'The proxy refuses the session’s credentials: it answers 407.',
    [{ outcome: 'authentication-required', status: 407 }],
  ],
  [
    'net::ERR_TUNNEL_CONNECTION_FAILED',
    'It answers 403. An access rule of the proxy denies api.company.com:443.',
    [{ status: 403 }],
  ],
  [
    'net::ERR_TUNNEL_CONNECTION_FAILED',
    'It answers 502. The proxy cannot resolve api.company.com or connect to api.company.com:443.',
    [{ status: 502 }, { status: 200 }],
  ],
  [
    'net::ERR_CERT_AUTHORITY_INVALID',
    'The proxy opened the tunnel; the browser does not trust the certificate at its other end.',
    [{ status: 200 }],
  ],
  ['net::ERR_X', 'The proxy opened the tunnel; what went wrong, went wrong behind it.', [{ status: 200 }]],
  ['TimeoutError', 'The proxy gave no answer while the browser waited.', [{ outcome: 'no-request' }]],
  [
    'TypeError: Failed to fetch',
    'The tap could not connect to the proxy: ECONNREFUSED.',
    [{ outcome: 'unreachable', detail: 'The tap could not connect to the proxy: ECONNREFUSED.' }],
  ],
])('%s: %s', (error, cause, records) => {
  expect(causeOf(error, ...records)).toBe(cause);
});
