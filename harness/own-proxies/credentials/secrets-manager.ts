import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { ProxySecret } from '../../configuration/credentials.ts';
import type { ProxyConfiguration } from '../../configuration/proxy-configuration.ts';
import { type NeededCredentials, neededCredentials, type ReadCredentials, readAll, readSecret } from './needed.ts';

/** What to do about the errors that people meet; by the client's name for them. */
const FIXES: Readonly<Record<string, string>> = {
  AccessDeniedException: 'Allow yourself secretsmanager:GetSecretValue on it, and kms:Decrypt on its key.',
  CredentialsProviderError: 'Sign in first (aws sso login, AWS_PROFILE, …): the standard chain found no credentials.',
  ResourceNotFoundException: 'Check the ARN and the account: there is no such secret.',
};
const ANY_FIX =
  'Check the network, AWS_PROFILE and AWS_ENDPOINT_URL, or read the credentials elsewhere (--credentials).';

/**
 * Credentials from Secrets Manager, where the service itself reads them. Identity and endpoint come from the official
 * client's standard chain; the region is the one in each ARN, for a secret is nowhere else.
 *
 * @throws {InvalidInputError} which never quotes a value.
 */
export function credentialsFromSecretsManager(
  configuration: ProxyConfiguration,
): Promise<ReadonlyMap<string, ProxySecret>> {
  return readAll(neededCredentials(configuration), 'Secrets Manager', readOne);
}

async function readOne({ secretArn, path }: NeededCredentials): Promise<ReadCredentials> {
  const [, , , region = ''] = secretArn.split(':');
  const client = new SecretsManagerClient({ region });
  try {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretArn }));
    return readSecret(path, SecretString ?? '');
  } catch (error) {
    const name = errorName(error);
    const problem = `The secret cannot be read (${name}).`;
    const violation = { path, rule: 'secret-unreadable', value: secretArn, problem, fix: FIXES[name] ?? ANY_FIX };
    return { kind: 'refused', violations: [violation] };
  } finally {
    client.destroy();
  }
}

/** The client's own name for it, else the system's code. */
function errorName(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  return error.name === 'Error' && 'code' in error ? String(error.code) : error.name;
}
