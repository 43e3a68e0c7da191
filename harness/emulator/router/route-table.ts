import type { ProxyConfiguration } from '../../configuration/proxy-configuration.ts';

/** Where the router sends a request: to the proxy at a position in the configuration, or straight to its host. */
export type Egress = { readonly kind: 'upstream'; readonly position: number } | { readonly kind: 'direct' };

const DIRECT: Egress = { kind: 'direct' };

/** Bypass outranks every proxy; proxies rank by position. The lower, the stronger. */
const BYPASS_RANK = -1;

/**
 * The emulator's own routing: every pattern is filed under its labels with the rank of its owner, and a host takes
 * the strongest rank found on the way from itself up to its top-level label. The routing oracle is written apart from it:
 * their agreement is evidence only while they share no code.
 */
export class RouteTable {
  readonly #exact = new Map<string, number>();
  readonly #suffix = new Map<string, number>();
  readonly #otherwise: Egress;

  constructor(configuration: ProxyConfiguration | undefined) {
    for (const pattern of configuration?.bypass?.domainPatterns ?? []) this.#file(pattern, BYPASS_RANK);
    let fallback: number | undefined;
    configuration?.proxies.forEach(({ externalProxy }, position) => {
      if (externalProxy.domainPatterns === undefined) fallback ??= position;
      for (const pattern of externalProxy.domainPatterns ?? []) this.#file(pattern, position);
    });
    this.#otherwise = fallback === undefined ? DIRECT : { kind: 'upstream', position: fallback };
  }

  /** @param host as it stands in a request's authority, without port; IPv6 literals in brackets. */
  route(host: string): Egress {
    const name = host.toLowerCase().replace(/\.$/, '');
    let rank = this.#exact.get(name);
    for (let rest: string | undefined = isAddress(name) ? undefined : name; rest; rest = parent(rest)) {
      rank = stronger(rank, this.#suffix.get(rest));
    }
    if (rank === undefined) return this.#otherwise;
    return rank === BYPASS_RANK ? DIRECT : { kind: 'upstream', position: rank };
  }

  #file(pattern: string, rank: number): void {
    const name = pattern.toLowerCase();
    const shelf = name.startsWith('.') ? this.#suffix : this.#exact;
    const key = name.replace(/^\./, '');
    const known = shelf.get(key);
    if (known === undefined || rank < known) shelf.set(key, rank);
  }
}

function parent(name: string): string | undefined {
  const dot = name.indexOf('.');
  return dot === -1 ? undefined : name.slice(dot + 1);
}

function stronger(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return Math.min(one, other);
}

/** Suffixes have no meaning for addresses: `.0.0.1` is not a parent domain of `10.0.0.1`. */
function isAddress(name: string): boolean {
  return name.startsWith('[') || /^\d+(\.\d+){3}$/.test(name);
}
