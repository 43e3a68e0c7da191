import { randomUUID } from 'node:crypto';
import { structure } from '../../api/shape.ts';
import { type JsonOperation, jsonOperation } from '../aws-json.ts';
import { givenValue } from '../given-value.ts';
import { type GuardedSecrets, requireAlive } from '../guarded-secrets.ts';
import { clientRequestToken, description, kmsKeyId, secretId, secretValue } from '../members.ts';
import { addVersion } from '../new-version.ts';
import type { Secret } from '../secret.ts';
import { CURRENT } from '../staging.ts';

const updateSecretRequest = structure({
  SecretId: secretId,
  ClientRequestToken: clientRequestToken,
  Description: description,
  KmsKeyId: kmsKeyId,
  ...secretValue,
});

/** Changes what a secret is, and gives it a new current version where the request brings a value. */
export function updateSecret(secrets: GuardedSecrets): JsonOperation {
  return jsonOperation({
    name: 'UpdateSecret',
    input: updateSecretRequest,
    handle(input, caller) {
      const { SecretId, ClientRequestToken: id = randomUUID(), Description, KmsKeyId } = input;
      const keys = { 'secretsmanager:Description': Description, 'secretsmanager:KmsKeyId': KmsKeyId };
      const before = requireAlive(secrets.require(SecretId, { caller, operation: 'UpdateSecret', keys }));
      const value = givenValue(input);
      const now = secrets.store.now();
      const { kmsKeyId: oldKey, ...rest } = before;
      const newKey = KmsKeyId ?? oldKey;
      const described: Secret = {
        ...rest,
        // An empty id goes back to the account's default key.
        ...(newKey ? { kmsKeyId: newKey } : {}),
        ...(Description === undefined ? {} : { description: Description }),
        lastChangedAt: now,
      };
      if (value || KmsKeyId !== undefined) secrets.authorizeEncryption(described, caller);
      const changed = value ? addVersion(described, id, value, [CURRENT], now) : described;
      secrets.store.save(changed);
      return { ARN: changed.arn, Name: changed.name, ...(value ? { VersionId: id } : {}) };
    },
  });
}
