import type { ProxyName } from '../conformance/verification.ts';
import { type Host, parseHost } from './host.ts';
import { patternsClaiming } from './pattern.ts';
import type { Rule } from './route.ts';

/** A pattern that does not claim a host, though the host holds its letters. */
export type ResemblingPattern = Extract<Rule, { kind: 'pattern' }>;

/**
 * The first pattern of a proxy that a careless comparison could take to claim the host: `.example.com` for
 * `notexample.com` and `example.com.attacker.test`, `example.com` for `www.example.com`. There is none for an IP address.
 *
 * @throws {InvalidHostError} when `asked` is not a host.
 */
export function resemblingPattern(
  asked: string,
  proxy: Pick<ProxyName, 'index' | 'patterns'> | undefined,
): ResemblingPattern | undefined {
  const host = parseHost(asked);
  if (proxy === undefined || host.kind !== 'name') return undefined;
  const { index, patterns } = proxy;
  const at = patterns.findIndex((pattern) => resembles(pattern.toLowerCase(), host));
  const pattern = patterns[at];
  if (pattern === undefined) return undefined;
  return { kind: 'pattern', index, pattern, path: `proxies[${index}].externalProxy.domainPatterns[${at}]` };
}

function resembles(pattern: string, host: Host): boolean {
  const letters = pattern.startsWith('.') ? pattern.slice(1) : pattern;
  return host.name.includes(letters) && !patternsClaiming(host).includes(pattern);
}
