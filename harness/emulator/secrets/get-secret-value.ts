import { ServiceError } from '../api/service-error.ts';
import { optional, required, string, structure } from '../api/shape.ts';
import { type JsonOperation, jsonOperation } from './aws-json.ts';
import type { SecretStore } from './secret-store.ts';

const getSecretValueRequest = structure({
  SecretId: required(string({ min: 1, max: 2048 })),
  VersionId: optional(string({ min: 32, max: 64 })),
  VersionStage: optional(string({ min: 1, max: 256 })),
});

/** The label of the version in force, the only one that is kept. */
const CURRENT = 'AWSCURRENT';

export function getSecretValue(store: SecretStore): JsonOperation {
  return jsonOperation({
    name: 'GetSecretValue',
    input: getSecretValueRequest,
    handle({ SecretId, VersionId, VersionStage = CURRENT }) {
      const secret = store.find(SecretId);
      if (!secret) throw notFound('the specified secret.');
      if (VersionStage !== CURRENT || (VersionId !== undefined && VersionId !== secret.versionId)) {
        throw notFound('the specified version of the secret.');
      }
      return {
        ARN: secret.arn,
        Name: secret.name,
        VersionId: secret.versionId,
        SecretString: secret.secretString,
        VersionStages: [CURRENT],
        // Seconds since the Unix epoch, as AWS JSON writes timestamps.
        CreatedDate: secret.createdAt.getTime() / 1000,
      };
    },
  });
}

function notFound(what: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', `Secrets Manager can't find ${what}`);
}
