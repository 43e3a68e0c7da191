import { unclaimedHosts } from '../../matrix/unclaimed-hosts.ts';
import { readHost } from '../../routing/host.ts';
import type { Oracle } from '../../routing/oracle.ts';
import type { DirectNames } from '../run-target.ts';
import type { ProxyName } from '../verification.ts';

/**
 * Different hosts of a proxy's, one for each label as far as its patterns allow. As far as they allow that too, nobody
 * else asks for them, so that whatever is seen of them is seen of an outage. A proxy that no host can reach has none.
 * @param direct names for which a request that passes the proxy by ends at the origin: preferred, where it makes a difference.
 */
export function outageHosts(
  proxy: ProxyName,
  oracle: Oracle,
  labels: readonly string[],
  direct: DirectNames,
): readonly string[] {
  const candidates =
    proxy.patterns.length === 0
      ? defaultCandidates(oracle, labels, direct)
      : candidatesOf(
          proxy.patterns.map((pattern) => pattern.toLowerCase()),
          labels,
        );
  const hosts = new Set<string>();
  for (const host of candidates) {
    if (hosts.size === labels.length) break;
    if (isReached(host, proxy, oracle)) hosts.add(host);
  }
  return [...hosts];
}

function isReached(host: string, proxy: ProxyName, oracle: Oracle): boolean {
  // Patterns that the API accepts are not always hosts, or have none below them: `1.2.3`, `.10.0.0.5`.
  if (readHost(host).kind === 'not-a-host') return false;
  const { route } = oracle(host);
  return route.kind === 'proxy' && route.index === proxy.index;
}

function defaultCandidates(oracle: Oracle, labels: readonly string[], direct: DirectNames): readonly string[] {
  const domains = [...(direct.kind === 'below' ? [direct.domain] : []), ...unclaimedHosts(oracle, 1)];
  return domains.flatMap((domain) => labels.map((label) => `${label}.${domain}`));
}

/** Hosts of the patterns' own first. The domain itself comes last, and the short label before it for a name that is nearly too long. */
function candidatesOf(patterns: readonly string[], labels: readonly string[]): readonly string[] {
  const [wide, exact] = [patterns.filter(isWide), patterns.filter((pattern) => !isWide(pattern))];
  return [
    ...labels.flatMap((label) => wide.map((pattern) => `${label}${pattern}`)),
    ...exact,
    ...wide.flatMap((pattern) => [`o${pattern}`, pattern.slice(1)]),
  ];
}

function isWide(pattern: string): boolean {
  return pattern.startsWith('.');
}
