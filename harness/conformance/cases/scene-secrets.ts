import type { ProxyConfiguration } from '../../configuration/proxy-configuration.ts';
import type { RunTarget } from '../run-target.ts';
import type { StoredSecret } from './case-configuration.ts';

/**
 * Gives the service the secrets of a configuration. One that the configuration names and nobody has stored is missing
 * there too.
 * @returns by the ARN in the configuration, the ARN that the service knows.
 * @throws {NotApplicableError} where the service cannot have one.
 */
export async function storeSecrets(
  service: Pick<RunTarget, 'putSecret' | 'missingSecret'>,
  configuration: ProxyConfiguration,
  stored: readonly StoredSecret[],
): Promise<ReadonlyMap<string, string>> {
  const arns = new Map<string, string>();
  for (const { arn, secretString, settings } of stored) {
    arns.set(arn, await service.putSecret(arn, secretString, settings));
  }
  for (const { externalProxy } of configuration.proxies) {
    const arn = externalProxy.credentials?.basicAuth.secretArn;
    if (arn !== undefined && !arns.has(arn)) arns.set(arn, await service.missingSecret(arn));
  }
  return arns;
}
