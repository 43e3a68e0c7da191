import type { Host } from './host.ts';

/**
 * Whether a domain pattern claims a host. `.example.com` claims the apex and everything below it, `example.com`
 * only itself. Upper-case letters mean the same as lower-case ones, as everywhere in DNS.
 *
 * An IP address is claimed only by the same address as a pattern: it has no subdomains.
 *
 * Source: the table of pattern formats in the document, section "Domain-based routing".
 */
export function claims(pattern: string, host: Host): boolean {
  const wanted = pattern.toLowerCase();
  if (!wanted.startsWith('.')) return host.name === wanted;
  if (host.kind !== 'name') return false;
  // Comparing with the dot kept is what holds `notexample.com` off `.example.com`.
  return host.name.endsWith(wanted) || host.name === wanted.slice(1);
}
