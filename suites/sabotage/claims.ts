import type { Egress } from '../../harness/emulator/router/route-table.ts';
import type { EgressConfiguration } from '../../harness/emulator/session-browser.ts';

/** A proxy's pattern that claims a host. */
interface Claim {
  readonly position: number;
  readonly pattern: string;
}

/** The rules of routing, each of which a sabotage may replace. */
interface Rules {
  /** Whether a pattern claims a host (lower case, without a trailing dot). */
  readonly claims: (pattern: string, host: string) => boolean;
  /** Which of several claims wins; they come in array order. */
  readonly choose: (claims: readonly Claim[]) => Claim | undefined;
  /** Where a host goes that nothing claims; positions of the proxies without patterns, in array order. */
  readonly otherwise: (defaults: readonly number[]) => Egress;
}

/** What the document says of a pattern. */
export function claimsHost(pattern: string, host: string): boolean {
  const wanted = pattern.toLowerCase();
  return wanted.startsWith('.') ? `.${host}`.endsWith(wanted) : host === wanted;
}

export function proxyAt(position: number | undefined): Egress {
  return position === undefined ? { kind: 'direct' } : { kind: 'upstream', position };
}

/** The documented routes, but for the rules that are given. */
export function routeBy(
  egress: EgressConfiguration | undefined,
  { claims = claimsHost, choose = ([first]) => first, otherwise = ([first]) => proxyAt(first) }: Partial<Rules>,
): (host: string) => Egress {
  const { proxies = [], bypass } = egress?.proxyConfiguration ?? {};
  const all = proxies.flatMap(({ externalProxy }, position) =>
    (externalProxy.domainPatterns ?? []).map((pattern) => ({ position, pattern })),
  );
  const defaults = [...proxies.keys()].filter((at) => proxies[at]?.externalProxy.domainPatterns === undefined);
  return (asked) => {
    const host = asked.toLowerCase().replace(/\.$/, '');
    if (bypass?.domainPatterns?.some((pattern) => claims(pattern, host))) return proxyAt(undefined);
    const chosen = choose(all.filter(({ pattern }) => claims(pattern, host)));
    return chosen === undefined ? otherwise(defaults) : proxyAt(chosen.position);
  };
}
