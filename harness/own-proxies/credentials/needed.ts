import { InvalidSecretError, type ProxySecret, parseProxySecret } from '../../configuration/credentials.ts';
import { InvalidInputError, type Violation } from '../../configuration/invalid-input.ts';
import type { ProxyConfiguration } from '../../configuration/proxy-configuration.ts';
import { proxyNames } from '../../routing/proxy-names.ts';

/** Credentials that a configuration needs: one secret, however many proxies share it. */
export interface NeededCredentials {
  readonly secretArn: string;
  /** Position of the first proxy that uses it. */
  readonly index: number;
  /** Name of that proxy. */
  readonly proxy: string;
  /** JSON path of the ARN. */
  readonly path: string;
}

/** In the order of the proxies. */
export function neededCredentials(configuration: ProxyConfiguration): readonly NeededCredentials[] {
  const needed = new Map<string, NeededCredentials>();
  for (const [index, { externalProxy }] of configuration.proxies.entries()) {
    const secretArn = externalProxy.credentials?.basicAuth.secretArn;
    if (secretArn === undefined || needed.has(secretArn)) continue;
    const proxy = proxyNames(configuration)[index]?.name ?? `proxy #${index}`;
    const path = `proxies[${index}].externalProxy.credentials.basicAuth.secretArn`;
    needed.set(secretArn, { secretArn, index, proxy, path });
  }
  return [...needed.values()];
}

/** What was read of one secret. */
export type ReadCredentials =
  | { readonly kind: 'read'; readonly secret: ProxySecret }
  | { readonly kind: 'refused'; readonly violations: readonly Violation[] };

/**
 * Reads all credentials, also when some are already known to be unusable. One after the other: a person may be asked.
 *
 * @param source where they come from, for the error.
 * @returns them by ARN.
 * @throws {InvalidInputError} with everything that is wrong; it never quotes a value.
 */
export async function readAll(
  needed: readonly NeededCredentials[],
  source: string,
  read: (one: NeededCredentials) => ReadCredentials | Promise<ReadCredentials>,
): Promise<ReadonlyMap<string, ProxySecret>> {
  const credentials = new Map<string, ProxySecret>();
  const violations: Violation[] = [];
  for (const one of needed) {
    const result = await read(one);
    if (result.kind === 'read') credentials.set(one.secretArn, result.secret);
    else violations.push(...result.violations);
  }
  if (violations.length > 0) throw new InvalidInputError(source, violations);
  return credentials;
}

/** @param path where the text came from. @param text the JSON of a secret. */
export function readSecret(path: string, text: string): ReadCredentials {
  try {
    return { kind: 'read', secret: parseProxySecret(text) };
  } catch (error) {
    if (!(error instanceof InvalidSecretError)) throw error;
    const fix = 'The service takes {"username": "…", "password": "…"} with the characters that it documents.';
    const violations = error.problems.map((problem) => ({ path, rule: 'credentials', problem, fix }));
    return { kind: 'refused', violations };
  }
}
