import type { ExternalProxy, ProxyConfiguration } from './proxy-configuration.ts';

/**
 * What reports call a proxy: `proxy.example.com:8080`, followed by its position, ` (#1)` counted from 0,
 * where another entry has the same server and port.
 */
export function proxyName({ proxies }: ProxyConfiguration, index: number): string {
  const addresses = proxies.map(({ externalProxy }) => address(externalProxy));
  const own = addresses[index] ?? `proxy #${index}`;
  return addresses.filter((other) => other === own).length > 1 ? `${own} (#${index})` : own;
}

function address({ server, port }: ExternalProxy): string {
  return `${server}:${port}`;
}
