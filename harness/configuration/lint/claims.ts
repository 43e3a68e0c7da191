import type { ProxyConfiguration } from '../proxy-configuration.ts';
import { proxyName } from '../proxy-name.ts';
import { itemPath } from '../values/json-path.ts';

/** One pattern of a configuration, with its place and its owner. */
export interface Claim {
  readonly pattern: string;
  /** JSON path of the pattern. */
  readonly path: string;
  readonly owner: Owner;
}

/** `name` is what a message calls the owner. */
type Owner =
  | { readonly kind: 'bypass'; readonly name: 'the bypass' }
  | { readonly kind: 'proxy'; readonly index: number; readonly name: string };

/** All patterns in the order in which the service asks them: the bypass, then proxy after proxy. */
export function claimsOf(configuration: ProxyConfiguration): readonly Claim[] {
  const owner = { kind: 'bypass', name: 'the bypass' } as const;
  const bypass = configuration.bypass?.domainPatterns ?? [];
  const claims: Claim[] = bypass.map((pattern, index) => ({
    pattern,
    path: itemPath('bypass.domainPatterns', index),
    owner,
  }));
  return [...claims, ...configuration.proxies.flatMap((_, index) => claimsOfProxy(configuration, index))];
}

function claimsOfProxy(configuration: ProxyConfiguration, index: number): readonly Claim[] {
  const patterns = configuration.proxies[index]?.externalProxy.domainPatterns ?? [];
  const owner: Owner = { kind: 'proxy', index, name: proxyName(configuration, index) };
  const path = `${proxyPath(index)}.externalProxy.domainPatterns`;
  return patterns.map((pattern, position) => ({ pattern, path: itemPath(path, position), owner }));
}

/** JSON path of a proxy. */
export function proxyPath(index: number): string {
  return itemPath('proxies', index);
}

/** Positions of the proxies that have no patterns: what the hosts that nobody claims are left to. */
export function defaultProxies({ proxies }: ProxyConfiguration): readonly number[] {
  return [...proxies.keys()].filter((index) => proxies[index]?.externalProxy.domainPatterns === undefined);
}
