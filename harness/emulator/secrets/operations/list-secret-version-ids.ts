import { boolean, integer, optional, structure } from '../../api/shape.ts';
import { type JsonOperation, jsonOperation } from '../aws-json.ts';
import type { GuardedSecrets } from '../guarded-secrets.ts';
import { nextToken, secretId } from '../members.ts';
import { pageOf } from '../pages.ts';
import { timestamp } from '../timestamp.ts';

const listSecretVersionIdsRequest = structure({
  SecretId: secretId,
  MaxResults: optional(integer({ min: 1, max: 100 })),
  NextToken: nextToken,
  IncludeDeprecated: optional(boolean()),
});

/** Lists the versions that have a label, and on demand the deprecated ones; the newest first. */
export function listSecretVersionIds(secrets: GuardedSecrets): JsonOperation {
  return jsonOperation({
    name: 'ListSecretVersionIds',
    input: listSecretVersionIdsRequest,
    handle({ SecretId, IncludeDeprecated = false, ...request }, caller) {
      const secret = secrets.require(SecretId, { caller, operation: 'ListSecretVersionIds' });
      const versions = secret.versions.filter(({ stages }) => IncludeDeprecated || stages.length > 0).toReversed();
      const { page, next } = pageOf(versions, ({ id }) => id, request);
      return {
        ARN: secret.arn,
        Name: secret.name,
        Versions: page.map(({ id, stages, createdAt, lastAccessedAt }) => ({
          VersionId: id,
          VersionStages: stages,
          CreatedDate: timestamp(createdAt),
          ...(lastAccessedAt ? { LastAccessedDate: timestamp(lastAccessedAt) } : {}),
          KmsKeyIds: [secret.kmsKeyId ?? 'DefaultEncryptionKey'],
        })),
        ...next,
      };
    },
  });
}
