import type { ProxyConfiguration } from '../configuration/proxy-configuration.ts';
import { type Host, parseHost } from './host.ts';
import { isLocalhost, patternsClaiming } from './pattern.ts';
import type { Decision, Rule, SilentPoint } from './route.ts';
import { type ConfiguredRule, routeOfRule, rulesOf } from './rules.ts';

/** Says where one host goes. @throws {InvalidHostError} when it is not a host: ports and schemes are no part of one. */
export type Oracle = (host: string) => Decision;

/** A rule with its place in the order of precedence. */
interface RankedRule {
  readonly rule: ConfiguredRule;
  readonly rank: number;
}

/**
 * Where the document sends a request, and by which rule:
 *
 *     bypass ──► direct
 *     patterns of the proxies, in array order ──► the first proxy that claims the host
 *     the first proxy without patterns ──► that proxy
 *     no rule ──► direct (the document does not say)
 *
 * Knows no browser: what Chromium keeps away from every proxy is in `browser-exceptions.ts`.
 * Source: the document, section "Routing precedence".
 */
export function oracleOf(configuration: ProxyConfiguration): Oracle {
  // Looked up, not scanned: with 600 patterns a scan takes 29 µs a host, this 7.
  const byPattern = new Map<string, RankedRule[]>();
  const defaults: RankedRule[] = [];
  for (const [rank, rule] of rulesOf(configuration).entries()) {
    if (rule.kind === 'default') {
      defaults.push({ rule, rank });
      continue;
    }
    const pattern = rule.pattern.toLowerCase();
    const same = byPattern.get(pattern);
    if (same) same.push({ rule, rank });
    else byPattern.set(pattern, [{ rule, rank }]);
  }

  return (host) => {
    const asked = parseHost(host);
    const claiming = patternsClaiming(asked).flatMap((pattern) => byPattern.get(pattern) ?? []);
    const [first, ...others] = [...claiming, ...defaults].sort((one, other) => one.rank - other.rank);
    return decision(
      asked,
      first?.rule ?? { kind: 'unmatched' },
      others.map(({ rule }) => rule),
    );
  };
}

/**
 * The oracle's answer to a single question.
 *
 * @throws {InvalidHostError} when `host` is not a host.
 */
export function decide(configuration: ProxyConfiguration, host: string): Decision {
  return oracleOf(configuration)(host);
}

function decision(asked: Host, rule: Rule, overruled: readonly Rule[]): Decision {
  const silentAbout = silentPoint(asked, rule, overruled);
  return {
    host: asked.name,
    route: routeOfRule(rule),
    rule,
    overruled,
    ...(silentAbout === undefined ? { level: 'documented' } : { level: 'undocumented', silentAbout }),
    requirement: requirementOf(rule, overruled),
  };
}

function silentPoint(host: Host, rule: Rule, overruled: readonly Rule[]): SilentPoint | undefined {
  if (rule.kind === 'unmatched') return 'no-default';
  if (rule.kind === 'default' && overruled.length > 0) return 'several-defaults';
  if (host.kind !== 'name') return 'ip-literal';
  if (isLocalhost(host)) return 'localhost';
  if (rule.kind !== 'default' && rule.pattern !== rule.pattern.toLowerCase()) return 'pattern-case';
  return host.rooted ? 'trailing-dot' : undefined;
}

function requirementOf(rule: Rule, overruled: readonly Rule[]): string {
  switch (rule.kind) {
    case 'bypass':
      return 'R-BYPASS-DIRECT';
    case 'pattern': {
      const contested = overruled.some((other) => other.kind === 'pattern' && other.index !== rule.index);
      return contested ? 'R-PATTERN-FIRST-MATCH' : 'R-PATTERN-ROUTES';
    }
    case 'default':
      // What a default wins over can only be another default: any pattern would have won over it.
      return overruled.length > 0 ? 'R-DEFAULT-SEVERAL' : 'R-DEFAULT-ROUTES';
    case 'unmatched':
      return 'R-UNMATCHED-NO-DEFAULT';
  }
}
