import type { ProxyConfiguration } from '../configuration/proxy-configuration.ts';
import type { ProxyName } from '../conformance/verification.ts';

/** The proxies of a configuration as reports and commands name them, in array order. */
export function proxyNames(configuration: ProxyConfiguration): readonly ProxyName[] {
  const addresses = configuration.proxies.map(({ externalProxy: { server, port } }) => `${server}:${port}`);
  return configuration.proxies.map(({ externalProxy: { server, port, credentials, domainPatterns } }, index) => {
    const address = `${server}:${port}`;
    const shared = addresses.indexOf(address) !== addresses.lastIndexOf(address);
    return {
      index,
      name: shared ? `${address} (#${index})` : address,
      authenticated: credentials !== undefined,
      patterns: domainPatterns ?? [],
    };
  });
}
