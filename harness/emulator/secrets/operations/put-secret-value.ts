import { randomUUID } from 'node:crypto';
import { ServiceError } from '../../api/service-error.ts';
import { list, optional, structure } from '../../api/shape.ts';
import { type JsonOperation, jsonOperation } from '../aws-json.ts';
import { givenValue } from '../given-value.ts';
import { type GuardedSecrets, requireAlive } from '../guarded-secrets.ts';
import { clientRequestToken, secretId, secretValue, versionStage } from '../members.ts';
import { addVersion } from '../new-version.ts';
import { CURRENT, versionOf } from '../staging.ts';

const putSecretValueRequest = structure({
  SecretId: secretId,
  ClientRequestToken: clientRequestToken,
  ...secretValue,
  VersionStages: optional(list(versionStage, { min: 1, max: 20 })),
});

/** Gives a secret one more version: the current one, unless the request names other labels. */
export function putSecretValue(secrets: GuardedSecrets): JsonOperation {
  return jsonOperation({
    name: 'PutSecretValue',
    input: putSecretValueRequest,
    handle(input, caller) {
      const { SecretId, ClientRequestToken: id = randomUUID(), VersionStages = [CURRENT] } = input;
      const secret = requireAlive(secrets.require(SecretId, { caller, operation: 'PutSecretValue' }));
      const value = givenValue(input);
      if (!value) {
        throw new ServiceError('InvalidRequestException', 'You must provide either SecretString or SecretBinary.');
      }
      secrets.authorizeEncryption(secret, caller);
      // The first version is the current one, whatever the request says.
      const stages = secret.versions.length === 0 ? [...new Set([...VersionStages, CURRENT])] : VersionStages;
      const changed = addVersion(secret, id, value, stages, secrets.store.now());
      secrets.store.save(changed);
      return {
        ARN: changed.arn,
        Name: changed.name,
        VersionId: id,
        VersionStages: versionOf(changed, id)?.stages,
      };
    },
  });
}
