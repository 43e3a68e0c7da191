import type { ProxyConfiguration } from '../configuration/proxy-configuration.ts';
import type { Route, Rule } from './route.ts';

/** A rule that stands in a configuration. */
export type ConfiguredRule = Exclude<Rule, { kind: 'unmatched' }>;

/**
 * Every rule of a configuration, highest precedence first: bypass, then the proxies' patterns in array order, then
 * the proxies without patterns, which claim every host.
 * Source: the document, section "Routing precedence".
 */
export function rulesOf({ proxies, bypass }: ProxyConfiguration): readonly ConfiguredRule[] {
  const direct = (bypass?.domainPatterns ?? []).map((pattern, at): ConfiguredRule => {
    return { kind: 'bypass', pattern, path: `bypass.domainPatterns[${at}]` };
  });
  const claimed = proxies.flatMap(({ externalProxy }, index) =>
    (externalProxy.domainPatterns ?? []).map((pattern, at): ConfiguredRule => {
      return { kind: 'pattern', index, pattern, path: `proxies[${index}].externalProxy.domainPatterns[${at}]` };
    }),
  );
  const rest = proxies.flatMap(({ externalProxy }, index): readonly ConfiguredRule[] => {
    return externalProxy.domainPatterns ? [] : [{ kind: 'default', index, path: `proxies[${index}].externalProxy` }];
  });
  return [...direct, ...claimed, ...rest];
}

/** Where a rule sends the hosts that it decides. */
export function routeOfRule(rule: Rule): Route {
  return rule.kind === 'pattern' || rule.kind === 'default' ? { kind: 'proxy', index: rule.index } : { kind: 'direct' };
}
