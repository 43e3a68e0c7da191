import type { ProxySecret } from '../../configuration/credentials.ts';
import type { Violation } from '../../configuration/invalid-input.ts';
import type { ProxyConfiguration } from '../../configuration/proxy-configuration.ts';
import { neededCredentials, type ReadCredentials, readAll, readSecret } from './needed.ts';

/**
 * Credentials from environment variables: `ACPC_PROXY_0_USERNAME` and `ACPC_PROXY_0_PASSWORD` for the proxy at
 * position 0. Proxies that share a secret take the variables of the first of them.
 *
 * @throws {InvalidInputError} which never quotes a value.
 */
export function credentialsFromEnvironment(
  configuration: ProxyConfiguration,
  environment: NodeJS.ProcessEnv,
): Promise<ReadonlyMap<string, ProxySecret>> {
  return readAll(neededCredentials(configuration), 'environment', ({ index, proxy }): ReadCredentials => {
    const names = [`ACPC_PROXY_${index}_USERNAME`, `ACPC_PROXY_${index}_PASSWORD`] as const;
    const missing = names.filter((name) => !environment[name]);
    if (missing.length > 0) {
      const violations = missing.map((path): Violation => {
        const fix = `Set it, or read the credentials elsewhere (--credentials secrets-manager or prompt).`;
        return { path, rule: 'credentials', problem: `It is not set, and ${proxy} needs credentials.`, fix };
      });
      return { kind: 'refused', violations };
    }
    const [username, password] = names.map((name) => environment[name]);
    return readSecret(`ACPC_PROXY_${index}_*`, JSON.stringify({ username, password }));
  });
}
