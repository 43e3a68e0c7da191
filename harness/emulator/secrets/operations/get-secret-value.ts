import { ServiceError } from '../../api/service-error.ts';
import { optional, structure } from '../../api/shape.ts';
import { type JsonOperation, jsonOperation } from '../aws-json.ts';
import type { GuardedSecrets } from '../guarded-secrets.ts';
import { secretId, versionId, versionStage } from '../members.ts';
import type { Secret, SecretVersion } from '../secret.ts';
import { CURRENT, versionAt, versionOf, withAccess } from '../staging.ts';
import { timestamp } from '../timestamp.ts';

const getSecretValueRequest = structure({
  SecretId: secretId,
  VersionId: versionId,
  VersionStage: optional(versionStage),
});

export function getSecretValue(secrets: GuardedSecrets): JsonOperation {
  return jsonOperation({
    name: 'GetSecretValue',
    input: getSecretValueRequest,
    handle({ SecretId, VersionId, VersionStage }, caller) {
      const secret = secrets.requireReadable(
        SecretId,
        { versionId: VersionId, versionStage: VersionStage },
        { caller },
      );
      const version = choose(secret, VersionId, VersionStage);
      const noted = withAccess(secret, version, secrets.store.now());
      if (noted !== secret) secrets.store.save(noted);
      return {
        ARN: secret.arn,
        Name: secret.name,
        VersionId: version.id,
        ...version.value,
        VersionStages: version.stages,
        CreatedDate: timestamp(version.createdAt),
      };
    },
  });
}

function choose(secret: Secret, id: string | undefined, stage: string | undefined): SecretVersion {
  const label = stage ?? (id === undefined ? CURRENT : undefined);
  const version = id === undefined ? versionAt(secret, label ?? CURRENT) : versionOf(secret, id);
  if (!version) {
    const what = id === undefined ? `staging label: ${label}` : `VersionId: ${id}`;
    throw new ServiceError(
      'ResourceNotFoundException',
      `Secrets Manager can't find the specified secret value for ${what}`,
    );
  }
  if (label !== undefined && !version.stages.includes(label)) {
    throw new ServiceError(
      'InvalidRequestException',
      'You provided a VersionStage that is not associated to the provided VersionId.',
    );
  }
  return version;
}
