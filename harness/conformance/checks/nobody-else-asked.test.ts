import { expect, test } from 'vitest';
import type { RequestRecord } from '../../../proxies/record.ts';
import type { Attribution } from '../../evidence/attribution.ts';
import { ledgerOf, names, probeFor, record } from '../../evidence/testing/witnesses.ts';
import type { Probe } from '../../matrix/probe.ts';
import { destinationsOf } from './destinations.ts';
import { checkNobodyElseAsked } from './nobody-else-asked.ts';

// The configuration leads it to the first proxy, wide; the second is narrow.
const probe = probeFor('api.company.com');
const wide = { kind: 'route', route: { kind: 'proxy', index: 0 } } as const;
const direct = { kind: 'route', route: { kind: 'direct' } } as const;

function seen(
  asked: readonly (readonly [number, Partial<RequestRecord>])[],
  taken: Attribution['taken'] = wide,
  probes: readonly Probe[] = [probe],
) {
  const ledger = ledgerOf((one) => {
    for (const [index, facts] of asked) one.proxyRecord(index, record(facts));
  });
  const judged = probes.map((one) => ({ probe: one, attribution: { probe: one.id, taken, sightings: [] } }));
  const [check] = checkNobodyElseAsked(destinationsOf(judged), ledger.proxySightings(), names);
  return check === undefined ? [] : [check.verdict, ...check.findings.map((one) => `${one.requirement}: ${one.seen}`)];
}

const NARROW =
  'R-EGRESS-STABLE: narrow.example:8080 was asked as well, once, for what goes another way: api.company.com:443.';

test('the proxy of the way that the requests took may be asked, as often as a browser likes', () => {
  expect(
    seen([
      [0, {}],
      [0, {}],
    ]),
  ).toEqual(['conforms']);
});

test.each<[string, Partial<RequestRecord>]>([
  ['answers', {}],
  ['fails', { outcome: 'unreachable' }],
])('another that is asked as well is named, whether it %s', (_, facts) => {
  expect(
    seen([
      [0, {}],
      [1, facts],
    ]),
  ).toEqual(['violates', NARROW]);
});

test('where it goes direct, none may be asked, and credentials are told', () => {
  expect(seen([[0, { credentials: 'valid' }]], direct)).toEqual([
    'violates',
    'R-EGRESS-STABLE: wide.example:8080 was asked as well, once and with credentials, for what goes another way: api.company.com:443.',
  ]);
});

test('a bypass has a statement of its own', () => {
  const rule = { kind: 'bypass', pattern: 'api.company.com', path: 'bypass.domainPatterns[0]' } as const;
  const decision = { ...probe.expected.decision, rule, route: direct.route };
  const bypassed: Probe = { ...probe, expected: { by: 'oracle', route: direct.route, decision } };
  expect(seen([[0, {}]], direct, [bypassed])[1]).toContain('R-BYPASS-NO-PROXY: wide.example:8080 was asked');
});

test('where no request was seen to get anywhere, the right proxy may have been asked', () => {
  const unseen = { kind: 'unseen' } as const;
  expect(seen([[0, {}]], unseen)).toEqual(['conforms']);
  expect(seen([[1, {}]], unseen)).toEqual(['violates', NARROW]);
});

test('every way of several is one that was taken', () => {
  const several = { kind: 'several', routes: [wide.route, { kind: 'proxy', index: 1 }] } as const;
  expect(
    seen(
      [
        [0, {}],
        [1, {}],
      ],
      several,
    ),
  ).toEqual(['conforms']);
});

test.each<[string, Partial<RequestRecord>]>([
  ['another host', { authority: 'other.company.com:443' }],
  ['another port', { authority: 'api.company.com:8443' }],
  ['nothing at all', { kind: 'none' }],
])('who is asked for %s, is asked for something else', (_, facts) => {
  expect(seen([[1, facts]])).toEqual(['conforms']);
});

test('case makes no difference', () => {
  expect(seen([[1, { authority: 'API.company.com:443' }]])).toEqual(['violates', NARROW]);
});

test('what browsers ask for on their own account is nobody’s request', () => {
  const own: Probe = { ...probe, url: 'https://www.google.com/.well-known/acpc-probe/testrun-1' };
  expect(seen([[1, { authority: 'www.google.com:443' }]], wide, [probe, own])).toEqual(['conforms']);
});

test('many destinations are counted, not all of them named', () => {
  const probes = [1, 2, 3, 4, 5, 6, 7].map((number): Probe => ({ ...probe, url: `https://h${number}.test/` }));
  const asked = probes.map(({ url }) => [1, { authority: `${new URL(url).host}:443` }] as const);
  expect(seen(asked, wide, probes)[1]).toContain('h4.test:443, h5.test:443, and 2 more.');
});

test('without a probe there is nothing to look at', () => {
  expect(seen([[0, {}]], wide, [])).toEqual([]);
});
