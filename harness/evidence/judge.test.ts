import { describe, expect, test } from 'vitest';
import type { UserExpectation } from '../matrix/derive-probes.ts';
import { attribute } from './attribute.ts';
import { judgeProbe, worst } from './judge.ts';
import type { Ledger } from './ledger.ts';
import { browserSaw, ledgerOf, names, openFor, originSaw, probeFor, record } from './testing/witnesses.ts';

describe('the judge', () => {
  const probe = probeFor('api.company.com');
  const judge = (fill: (ledger: Ledger) => void, what = probe) =>
    judgeProbe(what, attribute(what, ledgerOf(fill)), names, openFor(what));

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

  test.each([
    ['another host', 'company.com:443', 'documented', 'R-PATTERN-FIRST-MATCH'],
    ['another port', 'api.company.com:80', 'documented', 'R-PATTERN-FIRST-MATCH'],
    ['an address', '203.0.113.7:443', 'undocumented', 'R-PROXY-RESOLVES-NAMES'],
    ['an address', '[2001:db8::7]:443', 'undocumented', 'R-PROXY-RESOLVES-NAMES'],
  ])('the right proxy that is asked for %s, %s, violates', (_, authority, level, requirement) => {
    const {
      verdict,
      level: counts,
      findings,
    } = judge((ledger) => {
      ledger.proxyRecord(0, record({ authority }));
      ledger.origin(originSaw(probe));
      ledger.browser(browserSaw(probe));
    });
    expect({ verdict, counts }).toEqual({ verdict: 'violates', counts: level });
    expect(findings).toMatchObject([
      {
        level,
        requirement,
        seen: `What took this route was a request for ${authority}, not for api.company.com:443.`,
      },
    ]);
  });

  test.each(['API.company.com:443', 'api.company.com.:443'])(
    'a proxy asked for %s was asked for the host',
    (authority) => {
      const { verdict } = judge((ledger) => {
        ledger.proxyRecord(0, record({ authority }));
        ledger.origin(originSaw(probe));
        ledger.browser(browserSaw(probe));
      });
      expect(verdict).toBe('conforms');
    },
  );

  test.each([
    ['company.com.attacker.test', 'conforms'],
    ['Company.com.attacker.test.:443', 'conforms'],
    ['attacker.test', 'violates'],
    ['company.com.attacker.test:8443', 'violates'],
  ])('a direct request that the origin got for %s %s', (authority, verdict) => {
    const direct = probeFor('company.com.attacker.test');
    const judged = judge((ledger) => {
      ledger.origin(originSaw(direct, { authority }));
      ledger.browser(browserSaw(direct));
    }, direct);
    expect(judged.verdict).toBe(verdict);
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

test.each([
  ['inconclusive', 'undocumented', 'inconclusive'],
  ['harness-fault', 'undocumented', 'harness-fault'],
  ['inconclusive', 'documented', 'violates'],
  ['harness-fault', 'documented', 'violates'],
] as const)('%s beside an %s violation is %s', (other, level, verdict) => {
  expect(
    worst([
      { verdict: 'violates', level },
      { verdict: other, level: 'documented' },
    ]),
  ).toBe(verdict);
});
