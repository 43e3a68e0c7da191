import type { ProxyConfiguration } from '../../harness/configuration/proxy-configuration.ts';

/**
 * Squid's parents, in the order in which it prefers them: each proxy once for what its patterns claim, then each
 * once more for the rest. Of those that may be asked, Squid takes the first: that is array order, with default
 * proxies after all patterns.
 *
 * @param ports of the proxies, by position in the configuration.
 */
export function squidParents(ports: readonly number[]): string {
  const parent = (kind: ParentKind) => (port: number, index: number) =>
    `cache_peer 127.0.0.1 parent ${port} 0 no-query no-digest no-netdb-exchange name=${kind}${index}`;
  return [...ports.map(parent('claims')), ...ports.map(parent('rest'))].join('\n');
}

/** Ends the rules of {@link squidParents}: a parent without any would be open to everybody. */
export function squidParentsClosed(count: number): string {
  const kinds: readonly ParentKind[] = ['claims', 'rest'];
  return kinds
    .flatMap((kind) => Array.from({ length: count }, (_, index) => `cache_peer_access ${kind}${index} deny all`))
    .join('\n');
}

type ParentKind = 'claims' | 'rest';

/** Pattern → name of its ACL. */
export type PatternNames = (pattern: string) => string;

/**
 * A configuration as Squid's rules for requests from one client address, sentence by sentence of the document: bypass
 * domains always go direct, what a proxy's patterns claim and what a default proxy takes never does.
 *
 * @param id makes the names of the rules' ACLs unique.
 */
export function squidRules(
  { proxies, bypass }: ProxyConfiguration,
  id: number,
  clientAddress: string,
  name: PatternNames,
): string {
  const asks = `asks${id}`;
  const anyOf = (acl: string, patterns: readonly string[]) =>
    `acl ${acl} any-of ${[...new Set(patterns.map(name))].join(' ')}`;
  const lines = [`acl ${asks} src ${clientAddress}`];
  if (bypass?.domainPatterns) {
    lines.push(anyOf(`bypass${id}`, bypass.domainPatterns), `always_direct allow ${asks} bypass${id}`);
  }
  for (const [index, { externalProxy }] of proxies.entries()) {
    if (externalProxy.domainPatterns === undefined) {
      lines.push(`cache_peer_access rest${index} allow ${asks}`, `never_direct allow ${asks}`);
    } else {
      const claims = `claims${id}.${index}`;
      lines.push(
        anyOf(claims, externalProxy.domainPatterns),
        `cache_peer_access claims${index} allow ${asks} ${claims}`,
        `never_direct allow ${asks} ${claims}`,
      );
    }
  }
  return lines.join('\n');
}

/**
 * The ACLs of all patterns, one each, without a reverse lookup of addresses (`-n`). Squid refuses a list in which one
 * pattern claims another, so they are not written into lists.
 */
export class PatternAcls {
  readonly #names = new Map<string, string>();

  readonly name: PatternNames = (pattern) => {
    const name = this.#names.get(pattern) ?? `pattern${this.#names.size}`;
    this.#names.set(pattern, name);
    return name;
  };

  toString(): string {
    return [...this.#names].map(([pattern, name]) => `acl ${name} dstdomain -n ${pattern}`).join('\n');
  }
}
