import type { RoutingPolicy } from '../../harness/emulator/router/policy.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';
import type { EgressConfiguration } from '../../harness/emulator/session-browser.ts';

/** A proxy's pattern that claims a host. */
interface Claim {
  readonly position: number;
  readonly pattern: string;
}

/**
 * The documented routes, but for hosts that patterns of proxies claim and bypass does not: those take the claim that
 * `choose` picks, in array order.
 */
export function byClaims(
  egress: EgressConfiguration | undefined,
  choose: (claims: readonly Claim[]) => Claim | undefined,
): RoutingPolicy['route'] {
  const documented = documentedPolicy(egress);
  const all = (egress?.proxyConfiguration.proxies ?? []).flatMap(({ externalProxy }, position) =>
    (externalProxy.domainPatterns ?? []).map((pattern) => ({ position, pattern })),
  );
  return (host) => {
    const route = documented.route(host);
    const claims = all.filter(({ pattern }) => claimsHost(pattern, host));
    const chosen = route.kind === 'direct' ? undefined : choose(claims);
    return chosen === undefined ? route : { kind: 'upstream', position: chosen.position };
  };
}

function claimsHost(pattern: string, host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  const wanted = pattern.toLowerCase();
  return wanted.startsWith('.') ? `.${name}`.endsWith(wanted) : name === wanted;
}
