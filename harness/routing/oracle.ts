import type { ProxyConfiguration } from '../configuration/proxy-configuration.ts';
import { type Host, parseHost } from './host.ts';
import { claims } from './pattern.ts';
import type { Decision, Route, Rule, SilentPoint } from './route.ts';

/**
 * Where the document sends a request for `host`, and by which rule:
 *
 *     bypass ──► direct
 *     patterns of the proxies, in array order ──► the first proxy that claims the host
 *     the first proxy without patterns ──► that proxy
 *     no rule ──► direct (the document does not say)
 *
 * Knows no browser: what Chromium keeps away from every proxy is in `browser-exceptions.ts`.
 * Source: the document, section "Routing precedence".
 *
 * @throws {InvalidHostError} when `host` is not a host; ports, schemes and paths are not part of one.
 */
export function decide(configuration: ProxyConfiguration, host: string): Decision {
  const asked = parseHost(host);
  const [rule = { kind: 'unmatched' }, ...overruled] = rulesClaiming(configuration, asked);
  const silentAbout = silentPoint(asked, rule, overruled);
  return {
    host: asked.name,
    route: routeOf(rule),
    rule,
    overruled,
    ...(silentAbout === undefined ? { level: 'documented' } : { level: 'undocumented', silentAbout }),
    requirement: requirementOf(rule, overruled),
  };
}

/** Every rule that claims the host, highest precedence first. */
function rulesClaiming({ proxies, bypass }: ProxyConfiguration, host: Host): readonly Rule[] {
  const rules: Rule[] = [];
  for (const [at, pattern] of (bypass?.domainPatterns ?? []).entries()) {
    if (claims(pattern, host)) rules.push({ kind: 'bypass', pattern, path: `bypass.domainPatterns[${at}]` });
  }
  for (const [index, { externalProxy }] of proxies.entries()) {
    for (const [at, pattern] of (externalProxy.domainPatterns ?? []).entries()) {
      if (!claims(pattern, host)) continue;
      rules.push({ kind: 'pattern', index, pattern, path: `proxies[${index}].externalProxy.domainPatterns[${at}]` });
    }
  }
  for (const [index, { externalProxy }] of proxies.entries()) {
    if (externalProxy.domainPatterns) continue;
    rules.push({ kind: 'default', index, path: `proxies[${index}].externalProxy` });
  }
  return rules;
}

function routeOf(rule: Rule): Route {
  return rule.kind === 'pattern' || rule.kind === 'default' ? { kind: 'proxy', index: rule.index } : { kind: 'direct' };
}

function silentPoint(host: Host, rule: Rule, overruled: readonly Rule[]): SilentPoint | undefined {
  if (rule.kind === 'unmatched') return 'no-default';
  if (rule.kind === 'default' && overruled.length > 0) return 'several-defaults';
  if (host.kind !== 'name') return 'ip-literal';
  if (claims('.localhost', host)) return 'localhost';
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
