import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProxyConfiguration } from '../configuration/proxy-configuration.ts';
import { decide } from './oracle.ts';

const SEED = 20_261_122;
const holds = <T>(arbitrary: fc.Arbitrary<T>, predicate: (value: T) => void) =>
  fc.assert(fc.property(arbitrary, predicate), { seed: SEED, numRuns: 1000 });

// Few labels, so that patterns and hosts meet all the time.
const label = fc.constantFrom('a', 'b', 'ab', 'example', 'notexample', 'xn--bcher-kva');
const name = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => `${labels.join('.')}.test`);
const address = fc.constantFrom('10.0.0.1', '10.0.0.11', '127.0.0.1', '169.254.169.254');
const host = fc.oneof({ weight: 9, arbitrary: name }, { weight: 1, arbitrary: address });
const pattern = fc.tuple(fc.constantFrom('', '.'), host).map((parts) => parts.join(''));
const patterns = fc.array(pattern, { minLength: 1, maxLength: 5 });
const maybePatterns = fc.option(patterns, { nil: undefined });

const configured = (ofProxies: readonly (string[] | undefined)[], bypassed?: string[]): ProxyConfiguration => ({
  proxies: ofProxies.map((domainPatterns, index) => ({
    externalProxy: { server: `proxy-${index}.test`, port: 8080, ...(domainPatterns && { domainPatterns }) },
  })),
  ...(bypassed && { bypass: { domainPatterns: bypassed } }),
});
const configuration = fc
  .tuple(fc.array(maybePatterns, { minLength: 1, maxLength: 5 }), maybePatterns)
  .map(([ofProxies, bypassed]) => configured(ofProxies, bypassed));

const routeFor = (configurationUsed: ProxyConfiguration, asked: string) => decide(configurationUsed, asked).route;
const patternsOf = ({ proxies }: ProxyConfiguration, index: number) =>
  proxies[index]?.externalProxy.domainPatterns?.slice();

/** The document's rules once more, by other means: patterns as regular expressions, proxies as lists of indexes. */
function referenceRoute({ proxies, bypass }: ProxyConfiguration, asked: string) {
  const literal = (text: string) => text.replaceAll('.', '\\.');
  const matches = (text: string) => {
    const below = text.startsWith('.') && isIP(asked) === 0;
    const source = below ? `(?:[^.]+\\.)*${literal(text.slice(1))}` : literal(text);
    return new RegExp(`^${source}$`, 'i').test(asked);
  };
  const indexes = proxies.map((_, index) => index);
  const claiming = indexes.filter((index) => proxies[index]?.externalProxy.domainPatterns?.some(matches));
  const defaults = indexes.filter((index) => proxies[index]?.externalProxy.domainPatterns === undefined);
  const index = [...claiming, ...defaults][0];
  return bypass?.domainPatterns?.some(matches) || index === undefined ? { kind: 'direct' } : { kind: 'proxy', index };
}

describe(`decide, seed ${SEED}`, () => {
  it('agrees with the reference', () => {
    holds(fc.tuple(configuration, host), ([c, h]) => {
      expect(routeFor(c, h)).toEqual(referenceRoute(c, h));
    });
  });

  it('goes direct for a bypassed host, whatever the proxies say', () => {
    holds(fc.tuple(configuration, host, patterns), ([c, h, others]) => {
      const bypassed = { ...c, bypass: { domainPatterns: [...others, h] } };
      expect(decide(bypassed, h)).toMatchObject({ route: { kind: 'direct' }, requirement: 'R-BYPASS-DIRECT' });
    });
  });

  it('gives a host that a proxy claims to no later proxy', () => {
    holds(fc.tuple(configuration, configuration, host, fc.boolean()), ([earlier, later, h, below]) => {
      const claiming = configured([[below && isIP(h) === 0 ? `.${h}` : h]]);
      const index = earlier.proxies.length;
      const c = { proxies: [...earlier.proxies, ...claiming.proxies, ...later.proxies] };
      const decision = decide(c, h);
      expect(decision.rule.kind).toBe('pattern');
      expect(decision.route).toSatisfy((route) => route.kind === 'proxy' && route.index <= index);
    });
  });

  it('does not care for the order of patterns within one list', () => {
    holds(fc.tuple(configuration, host), ([c, h]) => {
      const reversed = configured(
        c.proxies.map((_, index) => patternsOf(c, index)?.reverse()),
        c.bypass?.domainPatterns?.slice().reverse(),
      );
      expect(routeFor(reversed, h)).toEqual(routeFor(c, h));
    });
  });

  it('does not care for the order of proxies where at most one of each kind claims the host', () => {
    holds(fc.tuple(configuration, host, fc.nat()), ([c, h, turn]) => {
      const { rule, overruled } = decide(c, h);
      const kinds = [rule, ...overruled].flatMap((one) => ('index' in one ? `${one.kind} ${one.index}` : []));
      const proxies = new Set(kinds);
      fc.pre([...proxies].filter((kind) => kind.startsWith('pattern')).length <= 1);
      fc.pre([...proxies].filter((kind) => kind.startsWith('default')).length <= 1);

      const by = turn % c.proxies.length;
      const turned = { ...c, proxies: [...c.proxies.slice(by), ...c.proxies.slice(0, by)] };
      const server = (from: ProxyConfiguration) => {
        const route = routeFor(from, h);
        return route.kind === 'proxy' ? from.proxies[route.index]?.externalProxy.server : 'direct';
      };
      expect(server(turned)).toBe(server(c));
    });
  });

  it('does not care for case', () => {
    const cased = (text: string, upper: boolean) => (upper ? text.toUpperCase() : text);
    holds(fc.tuple(configuration, host, fc.boolean()), ([c, h, upper]) => {
      expect(decide(c, h.toUpperCase())).toEqual(decide(c, h));
      const shouting = configured(
        c.proxies.map((_, index) => patternsOf(c, index)?.map((text) => cased(text, upper))),
        c.bypass?.domainPatterns?.map((text) => cased(text, !upper)),
      );
      expect(routeFor(shouting, h)).toEqual(routeFor(c, h));
    });
  });

  it('does not care for a trailing dot, and says that the document is silent about it', () => {
    holds(fc.tuple(configuration, name), ([c, h]) => {
      const decision = decide(c, `${h}.`);
      expect(decision).toMatchObject({ host: h, route: routeFor(c, h), level: 'undocumented' });
    });
  });

  it('judges an international host in Unicode as its ASCII form', () => {
    holds(fc.tuple(configuration, name), ([c, h]) => {
      expect(decide(c, h.replaceAll('xn--bcher-kva', 'BÜCHER'))).toEqual(decide(c, h));
    });
  });

  it('does not care for schemes, ports and paths', () => {
    const scheme = fc.constantFrom('http', 'https', 'ws', 'wss');
    holds(fc.tuple(configuration, host, scheme, fc.integer({ min: 1, max: 65_535 })), ([c, h, protocol, port]) => {
      expect(decide(c, new URL(`${protocol}://${h}:${port}/a?b`).hostname)).toEqual(decide(c, h));
    });
  });

  it('claims an IP address only by the very same address', () => {
    const tail = fc.tuple(address, fc.nat({ max: 3 })).map(([ip, from]) => `.${ip.split('.').slice(from).join('.')}`);
    holds(fc.tuple(address, fc.array(tail, { minLength: 1 })), ([ip, tails]) => {
      expect(decide(configured([tails], tails), ip).rule.kind).toBe('unmatched');
      expect(decide(configured([tails, [ip]]), ip).route).toEqual({ kind: 'proxy', index: 1 });
    });
  });

  it('never takes a look-alike for the real one', () => {
    holds(fc.tuple(pattern, fc.constantFrom('not', 'x-', '0'), label), ([text, prefix, suffix]) => {
      const apex = text.replace(/^\./, '');
      fc.pre(isIP(apex) === 0);
      for (const lookAlike of [`${prefix}${apex}`, `${apex}.${suffix}`, `${apex}${suffix}`, apex.replace('.', '-')]) {
        expect(decide(configured([[text]]), lookAlike).rule.kind).toBe('unmatched');
      }
    });
  });

  it('names exactly the rules that would claim the host if they were alone', () => {
    const alone = (text: string, h: string) => decide(configured([[text]]), h).rule.kind === 'pattern';
    holds(fc.tuple(configuration, host), ([c, h]) => {
      const { rule, overruled } = decide(c, h);
      const named = [rule, ...overruled].flatMap((one) => ('path' in one ? one.path : []));
      const expected = [
        ...(c.bypass?.domainPatterns ?? []).flatMap((text, at) =>
          alone(text, h) ? `bypass.domainPatterns[${at}]` : [],
        ),
        ...c.proxies.flatMap((_, index) =>
          (patternsOf(c, index) ?? []).flatMap((text, at) =>
            alone(text, h) ? `proxies[${index}].externalProxy.domainPatterns[${at}]` : [],
          ),
        ),
        ...c.proxies.flatMap((_, index) => (patternsOf(c, index) ? [] : `proxies[${index}].externalProxy`)),
      ];
      expect(named).toEqual(expected);
    });
  });
});
