import { describe, expect, test } from 'vitest';
import type { ProxyConfiguration } from '../configuration/proxy-configuration.ts';
import { deriveProbes, type UserExpectation } from '../matrix/derive-probes.ts';
import { proxyNames } from '../routing/proxy-names.ts';
import type { Route } from '../routing/route.ts';
import type { Attribution } from './attribution.ts';
import { judgeProbe } from './judge.ts';
import { openRoutes } from './open-routes.ts';

const proxies = (...patterns: readonly (readonly string[])[]): ProxyConfiguration['proxies'] =>
  patterns.map((domainPatterns, index) => ({
    externalProxy: { server: `p${index}.test`, port: 1, ...(domainPatterns.length > 0 ? { domainPatterns } : {}) },
  }));

const direct: Route = { kind: 'direct' };
const to = (index: number): Route => ({ kind: 'proxy', index });
const went = (...routes: readonly Route[]): Attribution['taken'] => {
  const [route = direct] = routes;
  return routes.length > 1 ? { kind: 'several', routes } : { kind: 'route', route };
};

interface Story {
  readonly configuration: ProxyConfiguration;
  readonly host: string;
  readonly taken: Attribution['taken'];
  /** Where hosts went that no rule claims and that look like no pattern. */
  readonly unclaimed?: Route;
  /** What the user expects of the host. */
  readonly expects?: Route;
}

/** How the deviation of a request for a host is graded, with its cause. */
function graded({ configuration, host, taken, unclaimed, expects }: Story) {
  const expectations: UserExpectation[] = expects
    ? [{ target: { kind: 'host', host }, route: expects, path: '["mine"]' }]
    : [];
  const hosts = [{ target: { kind: 'host', host } as const, path: 'hosts' }];
  const probes = deriveProbes({ configuration, schemes: ['https'], runId: 'testrun', expectations, hosts });
  const probe = probes.find((one) => one.host === host);
  if (probe === undefined) throw new Error(`no probe for ${host}`);
  const others = probes.filter(({ source }) => unclaimed !== undefined && source.variant === 'no-rule');
  const open = openRoutes(
    configuration,
    others.map((one) => ({ probe: one, attribution: { taken: went(unclaimed ?? direct) } })),
  );
  const attribution = { probe: probe.id, taken, sightings: [] };
  const { findings, ...result } = judgeProbe(probe, attribution, proxyNames(configuration), open(probe));
  const [finding] = findings;
  expect({ requirement: result.requirement, level: result.level }).toEqual({
    requirement: finding?.requirement,
    level: finding?.level,
  });
  return { verdict: result.verdict, said: `${finding?.requirement}, ${finding?.level}`, cause: finding?.cause };
}

describe('several defaults: which one is left open, that it is one of them is not', () => {
  const configuration = { proxies: proxies([], ['.company.test'], []), bypass: { domainPatterns: ['.b.test'] } };
  const host = 'c.test';

  test.each<[string, Attribution['taken'], string]>([
    ['another default', went(to(2)), 'R-DEFAULT-SEVERAL, undocumented'],
    ['direct', went(direct), 'R-DEFAULT-ROUTES, documented'],
    ['a proxy of other hosts', went(to(1)), 'R-DEFAULT-ROUTES, documented'],
    ['another default, where it ended', { kind: 'stopped-at', route: to(2) }, 'R-DEFAULT-SEVERAL, undocumented'],
    ['a proxy of other hosts, where it ended', { kind: 'stopped-at', route: to(1) }, 'R-DEFAULT-ROUTES, documented'],
    ['another default, as a tap saw', { kind: 'relayed', route: to(2) }, 'R-DEFAULT-SEVERAL, undocumented'],
    ['a proxy of other hosts, as a tap saw', { kind: 'relayed', route: to(1) }, 'R-DEFAULT-ROUTES, documented'],
    ['the right one and another default', went(to(0), to(2)), 'R-EGRESS-STABLE, documented'],
    ['another default and direct', went(to(2), direct), 'R-DEFAULT-ROUTES, documented'],
  ])('%s', (_, taken, said) => {
    expect(graded({ configuration, host, taken })).toMatchObject({ verdict: 'violates', said });
  });

  test('the cause is the silence only where that leads to the route', () => {
    expect(graded({ configuration, host, taken: went(to(2)) }).cause).toMatch(/^The document does not say which of/);
    expect(graded({ configuration, host, taken: went(direct) }).cause).toBe(
      'The request left without any proxy: traffic leaks past the configuration.',
    );
    expect(graded({ configuration, host, taken: went(to(2), direct) }).cause).toMatch(/^The request left without/);
    expect(graded({ configuration, host, taken: went(to(0), to(2)) }).cause).toBeUndefined();
    expect(graded({ configuration, host: 'notcompany.test', taken: went(to(1)) }).cause).toBe(
      'The pattern ".company.test" of p1.test:1 (proxies[1].externalProxy.domainPatterns[0]) does not claim the host, which only looks like what it claims, and was obeyed all the same.',
    );
  });
});

describe('no default: where unclaimed hosts go is left open, what a pattern claims is not', () => {
  const configuration = { proxies: proxies(['.company.test', 'exact.test'], ['.other.test']) };

  test.each<[string, Omit<Story, 'configuration'>, string]>([
    [
      'a look-alike in a proxy, while other unclaimed hosts go direct',
      { host: 'notcompany.test', taken: went(to(0)), unclaimed: direct },
      'R-PATTERN-DOT-WHOLE-LABELS, documented',
    ],
    [
      'a subdomain of an exact pattern in a proxy, while other unclaimed hosts go direct',
      { host: 'www.exact.test', taken: went(to(0)), unclaimed: direct },
      'R-PATTERN-EXACT, documented',
    ],
    [
      'a look-alike in a proxy, as all unclaimed hosts',
      { host: 'notcompany.test', taken: went(to(0)), unclaimed: to(0) },
      'R-UNMATCHED-NO-DEFAULT, undocumented',
    ],
    [
      'a look-alike in a proxy, where nothing is known of other unclaimed hosts',
      { host: 'notcompany.test', taken: went(to(0)) },
      'R-UNMATCHED-NO-DEFAULT, undocumented',
    ],
    [
      'a look-alike of another proxy',
      { host: 'notcompany.test', taken: went(to(1)), unclaimed: direct },
      'R-UNMATCHED-NO-DEFAULT, undocumented',
    ],
    [
      'a host that looks like nothing',
      { host: 'c.test', taken: went(to(0)), unclaimed: direct },
      'R-UNMATCHED-NO-DEFAULT, undocumented',
    ],
  ])('%s', (_, story, said) => {
    expect(graded({ configuration, ...story })).toMatchObject({ verdict: 'violates', said });
  });
});

test('what may decide for a pattern in upper case is undocumented, what nobody says is not', () => {
  const configuration = { proxies: proxies(['.Company.test'], ['.other.test'], []) };
  const host = 'company.test';
  expect(graded({ configuration, host, taken: went(to(2)) }).said).toBe('R-PATTERN-ROUTES, undocumented');
  expect(graded({ configuration, host, taken: went(to(1)) }).said).toBe('R-PATTERN-ROUTES, documented');
  expect(graded({ configuration, host, taken: went(direct) }).said).toBe('R-PATTERN-ROUTES, documented');
});

describe('a user’s own expectation counts in full where it is not met', () => {
  const configuration = { proxies: proxies(['.company.test']) };
  const host = 'c.test';
  const counts = { verdict: 'violates', said: 'U-EXPECTATION, documented' };

  test('where it is our own reading of the document’s silence', () => {
    const story = { configuration, host, expects: direct, taken: went(to(0)) };
    expect(graded(story)).toMatchObject({ ...counts, cause: expect.stringContaining('direct is our reading') });
  });

  test('where it is what the document says', () => {
    expect(graded({ configuration, host: 'company.test', expects: to(0), taken: went(direct) })).toMatchObject(counts);
  });

  test('where it is another', () => {
    expect(graded({ configuration, host, expects: to(0), taken: went(direct) })).toMatchObject(counts);
    expect(graded({ configuration, host, expects: to(0), taken: { kind: 'stopped-at', route: direct } })).toMatchObject(
      counts,
    );
  });
});

test('an expectation that is met proves the rule that says the same', () => {
  const configuration = { proxies: proxies(['.company.test']) };
  const expectations: UserExpectation[] = [{ target: { kind: 'host', host: 'c.test' }, route: direct, path: 'mine' }];
  const [probe] = deriveProbes({ configuration, schemes: ['https'], runId: 'testrun', expectations });
  if (probe === undefined) throw new Error('no probe');
  const response = { kind: 'response', status: 200, marker: probe.id } as const;
  const browser = { witness: 'browser', at: 1, marker: probe.id, durationMilliseconds: 1, outcome: response } as const;
  const attribution = { probe: probe.id, taken: went(direct), sightings: [browser] };
  const open = openRoutes(configuration, [])(probe);
  expect(judgeProbe(probe, attribution, proxyNames(configuration), open)).toMatchObject({
    verdict: 'conforms',
    requirement: 'R-UNMATCHED-NO-DEFAULT',
    level: 'undocumented',
  });
});

test('a result counts as documented where its credentials do, whatever its route', () => {
  const configuration = { proxies: proxies([], []) };
  const [probe] = deriveProbes({ configuration, schemes: ['https'], runId: 'testrun' });
  if (probe === undefined) throw new Error('no probe');
  const leak = {
    witness: 'origin',
    at: 1,
    marker: probe.id,
    scheme: 'https',
    protocol: 'http/1.1',
    method: 'GET',
    authority: probe.host,
    peer: { address: '127.0.0.1', port: 1 },
    connectionAcceptedAt: 1,
    leakedHeaders: ['cookie'],
  } as const;
  const open = openRoutes(configuration, [])(probe);
  const attribution = { probe: probe.id, taken: went(to(1)), sightings: [leak] };
  const { level, findings } = judgeProbe(probe, attribution, proxyNames(configuration), open);
  expect(findings.map((one) => `${one.requirement}, ${one.level}`)).toEqual([
    'R-DEFAULT-SEVERAL, undocumented',
    'R-CREDENTIALS-NOT-AT-ORIGIN, documented',
  ]);
  expect(level).toBe('documented');
});
