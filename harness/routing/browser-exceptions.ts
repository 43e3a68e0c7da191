import { BlockList } from 'node:net';
import { parseHost } from './host.ts';
import { isLocalhost } from './pattern.ts';

/** Hosts that Chromium keeps away from every proxy. */
export type BrowserException = 'loopback' | 'link-local';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

const linkLocal = new BlockList();
linkLocal.addSubnet('169.254.0.0', 16, 'ipv4');
linkLocal.addSubnet('fe80::', 10, 'ipv6');

/**
 * Whether Chromium connects to this host directly although it was started with `--proxy-server`, before any
 * proxy configuration is asked; unless it was also started with `--proxy-bypass-list=<-loopback>`.
 * Source: Chromium's `net/docs/proxy.md`, "Implicit bypass rules"; seen to hold for all of them but `fe80::/10`.
 *
 * @throws {InvalidHostError} when `host` is not a host.
 */
export function browserException(host: string): BrowserException | undefined {
  const asked = parseHost(host);
  if (asked.kind === 'name') return isLocalhost(asked) ? 'loopback' : undefined;
  if (loopback.check(asked.name, asked.kind)) return 'loopback';
  return linkLocal.check(asked.name, asked.kind) ? 'link-local' : undefined;
}
