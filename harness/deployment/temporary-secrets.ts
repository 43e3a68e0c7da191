import {
  CreateSecretCommand,
  DeleteSecretCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
  type SecretsManagerClientConfig,
} from '@aws-sdk/client-secrets-manager';
import { awaitSecret } from './await-secret.ts';

/** How the name of every secret begins that a run makes: what of an earlier run is left is found by it. */
export const SECRET_PREFIX = 'acpc-';

/** Secrets of one run in a Secrets Manager; they are deleted when this is disposed. */
export interface TemporarySecrets extends AsyncDisposable {
  /**
   * Stores a text, or replaces the one there. Settles once it can be read.
   * @param key the same again means the same secret.
   * @returns the secret's ARN.
   * @throws the client's own exceptions.
   */
  put(key: string, secretString: string): Promise<string>;
  /** The ARN of a secret that was deleted. */
  missing(): Promise<string>;
}

/** Makes none before it is asked to. */
export function temporarySecrets(config: SecretsManagerClientConfig, runId: string): TemporarySecrets {
  const client = new SecretsManagerClient(config);
  const arns = new Map<string, Promise<string>>();
  /** Also of those whose answer never came. */
  const names = new Set<string>();
  const create = async (secretString: string): Promise<string> => {
    const name = `${SECRET_PREFIX}${runId}-${names.size + 1}`;
    names.add(name);
    const { ARN = '' } = await client.send(
      new CreateSecretCommand({
        Name: name,
        SecretString: secretString,
        Description: 'Made for one run of the AgentCore proxy conformance harness, and deleted at its end.',
      }),
    );
    await awaitSecret(client, ARN, secretString);
    return ARN;
  };
  return {
    async put(key, secretString) {
      const known = arns.get(key);
      if (known !== undefined) {
        const arn = await known;
        await client.send(new PutSecretValueCommand({ SecretId: arn, SecretString: secretString }));
        await awaitSecret(client, arn, secretString);
        return arn;
      }
      const creating = create(secretString);
      arns.set(key, creating);
      // One that could not be made is not there to be deleted.
      creating.catch(() => arns.delete(key));
      return creating;
    },
    async missing() {
      const arn = await create('{}');
      await deleteSecret(client, arn);
      return arn;
    },
    async [Symbol.asyncDispose]() {
      await Promise.allSettled(arns.values());
      const deleting = [...names].map((name) => deleteSecret(client, name));
      const failed = (await Promise.allSettled(deleting)).flatMap((one) => (one.status === 'rejected' ? [one] : []));
      client.destroy();
      if (failed[0] !== undefined) throw failed[0].reason;
    },
  };
}

/** Deletes a secret at once, without the recovery window; one that is gone is fine. @param id name or ARN. */
export async function deleteSecret(client: SecretsManagerClient, id: string): Promise<void> {
  try {
    await client.send(new DeleteSecretCommand({ SecretId: id, ForceDeleteWithoutRecovery: true }));
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
}
