import type { ProxyConfiguration } from '../configuration/proxy-configuration.ts';
import { proxyName } from '../configuration/proxy-name.ts';
import type { ProxyName } from '../conformance/verification.ts';

/** The proxies of a configuration as reports and commands name them, in array order. */
export function proxyNames(configuration: ProxyConfiguration): readonly ProxyName[] {
  return configuration.proxies.map(({ externalProxy: { credentials, domainPatterns } }, index) => ({
    index,
    name: proxyName(configuration, index),
    authenticated: credentials !== undefined,
    patterns: domainPatterns ?? [],
  }));
}
