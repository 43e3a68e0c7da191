import type { Service } from '../api/service.ts';
import { awsJsonService } from './aws-json.ts';
import type { GuardedSecrets } from './guarded-secrets.ts';
import { createSecret } from './operations/create-secret.ts';
import { deleteSecret } from './operations/delete-secret.ts';
import { describeSecret } from './operations/describe-secret.ts';
import { getSecretValue } from './operations/get-secret-value.ts';
import { listSecretVersionIds } from './operations/list-secret-version-ids.ts';
import { listSecrets } from './operations/list-secrets.ts';
import { putSecretValue } from './operations/put-secret-value.ts';
import { deleteResourcePolicy, getResourcePolicy, putResourcePolicy } from './operations/resource-policy.ts';
import { restoreSecret } from './operations/restore-secret.ts';
import { tagResource, untagResource } from './operations/tags.ts';
import { updateSecret } from './operations/update-secret.ts';
import { updateSecretVersionStage } from './operations/update-secret-version-stage.ts';

const OPERATIONS = [
  createSecret,
  deleteResourcePolicy,
  deleteSecret,
  describeSecret,
  getResourcePolicy,
  getSecretValue,
  listSecretVersionIds,
  listSecrets,
  putResourcePolicy,
  putSecretValue,
  restoreSecret,
  tagResource,
  untagResource,
  updateSecret,
  updateSecretVersionStage,
];

/** AWS Secrets Manager: one row per operation. Rotation, replication and batches are not there. */
export function secretsManager(secrets: GuardedSecrets): Service {
  return awsJsonService(
    'secretsmanager',
    OPERATIONS.map((operation) => operation(secrets)),
  );
}
