import type { Oracle } from '../routing/oracle.ts';

/** Domains that never exist (RFC 6761, section 6). */
const RESERVED_DOMAINS = ['test', 'example', 'invalid'];

/**
 * Hosts that no pattern claims: `unclaimed-1.test`, `unclaimed-2.test`, …; below another domain where a pattern
 * claims all of `.test`.
 */
export function unclaimedHosts(oracle: Oracle, count: number): readonly string[] {
  const isUnclaimed = (host: string) => {
    const { kind } = oracle(host).rule;
    return kind === 'default' || kind === 'unmatched';
  };
  // The searches end: patterns are finite, and none claims two of these domains, or of the hosts below an unclaimed one.
  const domain = RESERVED_DOMAINS.find(isUnclaimed) ?? firstNumbered((number) => `unclaimed-${number}`, isUnclaimed);
  const hosts: string[] = [];
  while (hosts.length < count) {
    hosts.push(
      firstNumbered(
        (number) => `unclaimed-${number}.${domain}`,
        (host) => !hosts.includes(host) && isUnclaimed(host),
      ),
    );
  }
  return hosts;
}

function firstNumbered(name: (number: number) => string, accepts: (name: string) => boolean): string {
  let number = 1;
  while (!accepts(name(number))) number += 1;
  return name(number);
}
