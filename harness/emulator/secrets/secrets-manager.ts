import type { Service } from '../api/service.ts';
import { awsJsonService } from './aws-json.ts';
import { createSecret } from './create-secret.ts';
import { getSecretValue } from './get-secret-value.ts';
import type { SecretStore } from './secret-store.ts';

/** AWS Secrets Manager over a store, as far as proxy credentials need it. One row per operation. */
export function secretsManager(store: SecretStore): Service {
  return awsJsonService('secretsmanager', [createSecret(store), getSecretValue(store)]);
}
