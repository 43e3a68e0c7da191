import { structure } from '../../api/shape.ts';
import { type JsonOperation, jsonOperation } from '../aws-json.ts';
import type { GuardedSecrets } from '../guarded-secrets.ts';
import { secretId } from '../members.ts';

/** Takes a secret's deletion back; a secret that is not waiting for one stays as it is. */
export function restoreSecret(secrets: GuardedSecrets): JsonOperation {
  return jsonOperation({
    name: 'RestoreSecret',
    input: structure({ SecretId: secretId }),
    handle({ SecretId }, caller) {
      const { deletion: _, ...secret } = secrets.require(SecretId, { caller, operation: 'RestoreSecret' });
      secrets.store.save(secret);
      return { ARN: secret.arn, Name: secret.name };
    },
  });
}
