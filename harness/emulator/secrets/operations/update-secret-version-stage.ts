import { ServiceError } from '../../api/service-error.ts';
import { required, structure } from '../../api/shape.ts';
import { type JsonOperation, jsonOperation } from '../aws-json.ts';
import { type GuardedSecrets, requireAlive } from '../guarded-secrets.ts';
import { secretId, versionId, versionStage } from '../members.ts';
import type { Secret } from '../secret.ts';
import { CURRENT, versionAt, versionOf, withStage } from '../staging.ts';

const updateSecretVersionStageRequest = structure({
  SecretId: secretId,
  VersionStage: required(versionStage),
  RemoveFromVersionId: versionId,
  MoveToVersionId: versionId,
});

/** Moves a label from one version to another, or takes it off. AWSCURRENT can only be moved. */
export function updateSecretVersionStage(secrets: GuardedSecrets): JsonOperation {
  return jsonOperation({
    name: 'UpdateSecretVersionStage',
    input: updateSecretVersionStageRequest,
    handle({ SecretId, VersionStage, RemoveFromVersionId, MoveToVersionId }, caller) {
      const keys = { 'secretsmanager:VersionStage': VersionStage };
      const request = { caller, operation: 'UpdateSecretVersionStage', keys };
      const secret = requireAlive(secrets.require(SecretId, request));
      checkMove(secret, VersionStage, RemoveFromVersionId, MoveToVersionId);
      secrets.store.save({ ...withStage(secret, VersionStage, MoveToVersionId), lastChangedAt: secrets.store.now() });
      return { ARN: secret.arn, Name: secret.name };
    },
  });
}

function checkMove(secret: Secret, stage: string, from: string | undefined, to: string | undefined): void {
  const holder = versionAt(secret, stage)?.id;
  for (const id of [from, to].filter((named) => named !== undefined)) {
    if (!versionOf(secret, id)) {
      throw new ServiceError(
        'ResourceNotFoundException',
        `Secrets Manager can't find the specified secret version: ${id}`,
      );
    }
  }
  if (from !== undefined && from !== holder) {
    throw invalid(`The staging label ${stage} is not attached to version ${from}.`);
  }
  if (holder !== undefined && holder !== to && from === undefined) {
    throw invalid(
      `The parameter RemoveFromVersionId can't be empty. Staging label ${stage} is currently attached to version ${holder}, so you must explicitly reference that version in RemoveFromVersionId.`,
    );
  }
  if (stage === CURRENT && to === undefined) {
    throw invalid(`You can't remove the staging label ${CURRENT}; move it to another version instead.`);
  }
  if (from === undefined && to === undefined) {
    throw invalid('You must provide RemoveFromVersionId, MoveToVersionId, or both.');
  }
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidParameterException', message);
}
