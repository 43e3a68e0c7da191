import type { Host } from './host.ts';

/**
 * Every pattern that claims a host, in lower case: `www.example.com` is claimed by `www.example.com` itself and by
 * `.www.example.com`, `.example.com` and `.com`. A pattern with a leading dot claims its apex and everything below
 * it, one without only itself. Upper-case letters in a pattern mean the same as lower-case ones, as everywhere in DNS.
 *
 * An IP address is claimed only by the same address as a pattern: it has no subdomains.
 *
 * Source: the table of pattern formats in the document, section "Domain-based routing".
 */
export function patternsClaiming({ kind, name }: Host): readonly string[] {
  const patterns = [name];
  if (kind !== 'name') return patterns;
  // Cutting at dots only is what holds `notexample.com` off `.example.com`.
  for (let rest = `.${name}`; rest !== ''; rest = rest.slice(nextDot(rest))) patterns.push(rest);
  return patterns;
}

function nextDot(text: string): number {
  const dot = text.indexOf('.', 1);
  return dot < 0 ? text.length : dot;
}

/** `localhost` and every name below it: the machine itself (RFC 6761, section 6.3). */
export function isLocalhost(host: Host): boolean {
  return patternsClaiming(host).includes('.localhost');
}
