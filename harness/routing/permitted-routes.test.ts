import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ProxyConfiguration } from '../configuration/proxy-configuration.ts';
import { decide } from './oracle.ts';
import { permittedRoutes } from './permitted-routes.ts';

type Patterns = readonly string[] | undefined;

const configured = (ofProxies: readonly Patterns[], bypassed?: Patterns): ProxyConfiguration => ({
  proxies: ofProxies.map((domainPatterns, index) => ({
    externalProxy: { server: `proxy-${index}.test`, port: 8080, ...(domainPatterns && { domainPatterns }) },
  })),
  ...(bypassed && { bypass: { domainPatterns: bypassed } }),
});

/** Positions of proxies, or `direct`, in order. */
function permitted(configuration: ProxyConfiguration, host: string) {
  return permittedRoutes(configuration, decide(configuration, host), host)
    .map((route) => (route.kind === 'direct' ? 'direct' : route.index))
    .toSorted();
}

describe('routes that some reading of the document leads to', () => {
  test.each<[string, ProxyConfiguration, string, (number | 'direct')[]]>([
    ['where it speaks, its own only', configured([['.a.test'], undefined], ['b.test']), 'www.a.test', [0]],
    ['of a bypass, direct', configured([['.a.test'], undefined], ['b.test']), 'b.test', ['direct']],
    ['of the only default, that', configured([['.a.test'], undefined]), 'c.test', [1]],
    ['of several defaults, each, and no other', configured([undefined, ['.a.test'], undefined]), 'c.test', [0, 2]],
    ['without a default, any', configured([['.a.test'], ['.b.test']]), 'c.test', [0, 1, 'direct']],
    ['of a pattern in upper case, also what comes after it', configured([['A.test'], undefined]), 'a.test', [0, 1]],
    ['until a pattern claims for sure', configured([['A.test'], ['a.test'], undefined]), 'a.test', [0, 1]],
    ['of a trailing dot, as if no pattern claimed it, too', configured([['a.test'], undefined]), 'a.test.', [0, 1]],
    [
      'of an address, those of all patterns',
      configured([undefined, ['a.test']], ['b.test']),
      '10.0.0.1',
      [0, 1, 'direct'],
    ],
    ['of an address without patterns, the default', configured([undefined]), '10.0.0.1', [0]],
    ['of a link-local address, direct too', configured([undefined]), '169.254.169.254', [0, 'direct']],
    ['of the machine itself, direct too', configured([undefined, ['.a.test']]), 'www.localhost', [0, 'direct']],
  ])('%s', (_, configuration, host, routes) => {
    expect(permitted(configuration, host)).toEqual(routes);
  });
});

const SEED = 20_261_130;
const holds = <T>(arbitrary: fc.Arbitrary<T>, predicate: (value: T) => void) =>
  fc.assert(fc.property(arbitrary, predicate), { seed: SEED, numRuns: 1000 });

const label = fc.constantFrom('a', 'b', 'ab', 'localhost');
const name = fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => labels.join('.'));
const pattern = fc
  .tuple(fc.constantFrom('', '.'), name, fc.boolean())
  .map(([dot, text, upper]) => `${dot}${upper ? text.toUpperCase() : text}`);
const patterns = fc.option(fc.array(pattern, { minLength: 1, maxLength: 3 }), { nil: undefined });
const configuration = fc
  .tuple(fc.array(patterns, { minLength: 1, maxLength: 4 }), patterns)
  .map(([ofProxies, bypassed]) => configured(ofProxies, bypassed));

/** Every route that follows when each pattern that may claim the host does or does not, and any default is the one. */
function byReadings(used: ProxyConfiguration, host: string): ReadonlySet<number | 'direct'> {
  const { rule, overruled } = decide(used, host);
  const claims = [rule, ...overruled].flatMap((claim) =>
    'pattern' in claim ? [{ at: claim.kind === 'pattern' ? claim.index : ('direct' as const), claim }] : [],
  );
  const doubted = claims.map(({ claim }) => host.endsWith('.') || /[A-Z]/.test(claim.pattern));
  const defaults = used.proxies.flatMap(({ externalProxy }, index) => (externalProxy.domainPatterns ? [] : [index]));
  const rest = defaults.length > 0 ? defaults : [...used.proxies.keys(), 'direct' as const];
  const routes = new Set<number | 'direct'>();
  for (let reading = 0; reading < 2 ** claims.length; reading++) {
    const left = claims.filter((_, at) => !(doubted[at] && (reading >> at) & 1));
    for (const route of left[0] ? [left[0].at] : rest) routes.add(route);
  }
  if (/(^|\.)localhost\.?$/.test(host)) routes.add('direct');
  return routes;
}

describe(`over many configurations, seed ${SEED}`, () => {
  test('are those that the readings lead to, one by one', () => {
    holds(fc.tuple(configuration, name, fc.constantFrom('', '.')), ([used, host, dot]) => {
      expect(permitted(used, host + dot)).toEqual([...byReadings(used, host + dot)].toSorted());
    });
  });

  test('hold our own reading, and nothing else where the document speaks', () => {
    holds(fc.tuple(configuration, fc.oneof(name, fc.constantFrom('10.0.0.1', '[::1]'))), ([used, host]) => {
      const decision = decide(used, host);
      const routes = permittedRoutes(used, decision, host);
      expect(routes).toContainEqual(decision.route);
      if (decision.level === 'documented') expect(routes).toEqual([decision.route]);
    });
  });
});
