import {
  CreateSecretCommand,
  DeleteSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  type SecretsManagerClientConfig,
} from '@aws-sdk/client-secrets-manager';

/** How the name of every secret begins that a run makes: what of an earlier run is left is found by it. */
export const SECRET_PREFIX = 'acpc-';

/** Secrets of one run in a Secrets Manager; they are deleted when this is disposed. */
export interface TemporarySecrets extends AsyncDisposable {
  /**
   * Stores a text, or replaces the one there.
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
  let made = 0;
  const create = async (secretString: string): Promise<string> => {
    const { ARN = '' } = await client.send(
      new CreateSecretCommand({
        Name: `${SECRET_PREFIX}${runId}-${++made}`,
        SecretString: secretString,
        Description: 'Made for one run of the AgentCore proxy conformance harness, and deleted at its end.',
      }),
    );
    return ARN;
  };
  const remove = async (arn: string): Promise<void> => {
    await client.send(new DeleteSecretCommand({ SecretId: arn, ForceDeleteWithoutRecovery: true }));
  };
  return {
    async put(key, secretString) {
      const known = arns.get(key);
      if (known !== undefined) {
        const arn = await known;
        await client.send(new PutSecretValueCommand({ SecretId: arn, SecretString: secretString }));
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
      await remove(arn);
      return arn;
    },
    async [Symbol.asyncDispose]() {
      const created = await Promise.allSettled(arns.values());
      const deleting = created.flatMap((one) => (one.status === 'fulfilled' ? [remove(one.value)] : []));
      const failed = (await Promise.allSettled(deleting)).flatMap((one) => (one.status === 'rejected' ? [one] : []));
      client.destroy();
      if (failed[0] !== undefined) throw failed[0].reason;
    },
  };
}
