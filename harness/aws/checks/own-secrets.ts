import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import type { Violation } from '../../configuration/invalid-input.ts';
import type { ProxyConfiguration } from '../../configuration/proxy-configuration.ts';
import { type NeededCredentials, neededCredentials, readSecret } from '../../own-proxies/credentials/needed.ts';
import { awsPlace, secretsClient } from '../place.ts';

/**
 * Whether the secrets that a configuration names can be read, and hold what the service wants. The run does without
 * them, for its proxies are stand-ins; the sessions that the configuration is meant for do not.
 *
 * @returns what is wrong; it never quotes a value.
 */
export async function checkOwnSecrets(configuration: ProxyConfiguration): Promise<readonly Violation[]> {
  const checked = await Promise.all(neededCredentials(configuration).map(checkSecret));
  return checked.flat();
}

async function checkSecret({ secretArn, path }: NeededCredentials): Promise<readonly Violation[]> {
  const [, , , region = ''] = secretArn.split(':');
  const client = secretsClient(awsPlace(region));
  try {
    const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: secretArn }));
    const read = readSecret(path, SecretString);
    return read.kind === 'refused' ? read.violations : [];
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown error';
    const fix = 'Without it no session starts with this configuration; check the ARN and who may read it.';
    return [{ path, rule: 'secret-unreadable', problem: `The secret cannot be read (${name}).`, fix }];
  } finally {
    client.destroy();
  }
}
