import { setTimeout as wait } from 'node:timers/promises';
import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';

/** Milliseconds for a secret to be readable once it was made or changed: Secrets Manager is eventually consistent. */
const READABLE_WITHIN = 15_000;
/** Milliseconds between two looks. */
const LOOK_AGAIN = 500;

/** A secret was stored and does not come to be readable. */
class SecretNotReadableError extends Error {
  readonly code = 'ERR_SECRET_NOT_READABLE';

  constructor(arn: string) {
    super(`The secret ${arn} was stored, and cannot be read ${READABLE_WITHIN / 1000} s later.`);
    this.name = 'SecretNotReadableError';
  }
}

/**
 * Settles once a secret has this text for whoever reads it: a session that starts earlier might find none, or an old one.
 * @throws {SecretNotReadableError}
 */
export async function awaitSecret(client: SecretsManagerClient, arn: string, text: string): Promise<void> {
  const end = performance.now() + READABLE_WITHIN;
  while ((await textOf(client, arn)) !== text) {
    if (performance.now() > end) throw new SecretNotReadableError(arn);
    await wait(LOOK_AGAIN);
  }
}

async function textOf(client: SecretsManagerClient, arn: string): Promise<string | undefined> {
  try {
    return (await client.send(new GetSecretValueCommand({ SecretId: arn }))).SecretString;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
