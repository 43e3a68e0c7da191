import { ServiceError } from '../../api/service-error.ts';
import { boolean, integer, optional, structure } from '../../api/shape.ts';
import { type JsonOperation, jsonOperation } from '../aws-json.ts';
import type { GuardedSecrets } from '../guarded-secrets.ts';
import { secretId } from '../members.ts';
import { timestamp } from '../timestamp.ts';

/** Days between the request and the deletion, as documented. */
const RECOVERY_DAYS = { min: 7, max: 30, default: 30 } as const;
const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

const deleteSecretRequest = structure({
  SecretId: secretId,
  RecoveryWindowInDays: optional(integer()),
  ForceDeleteWithoutRecovery: optional(boolean()),
});

/** Marks a secret for deletion, or deletes it at once. Forced, it succeeds for a secret that does not exist, too. */
export function deleteSecret(secrets: GuardedSecrets): JsonOperation {
  return jsonOperation({
    name: 'DeleteSecret',
    input: deleteSecretRequest,
    handle({ SecretId, RecoveryWindowInDays, ForceDeleteWithoutRecovery = false }, caller) {
      checkWindow(RecoveryWindowInDays, ForceDeleteWithoutRecovery);
      const request = {
        caller,
        operation: 'DeleteSecret',
        keys: {
          'secretsmanager:ForceDeleteWithoutRecovery': String(ForceDeleteWithoutRecovery),
          'secretsmanager:RecoveryWindowInDays': RecoveryWindowInDays?.toString(),
        },
      };
      const { store } = secrets;
      const now = store.now();
      if (ForceDeleteWithoutRecovery) {
        const secret = secrets.find(SecretId, request);
        if (secret) store.remove(secret);
        const arn = secret?.arn ?? store.arnFor(SecretId, caller.principal.accountId);
        return { ARN: arn, Name: secret?.name ?? SecretId, DeletionDate: timestamp(now) };
      }
      const secret = secrets.require(SecretId, request);
      if (secret.deletion) {
        throw new ServiceError(
          'InvalidRequestException',
          "You can't perform this operation on the secret because it was already scheduled for deletion.",
        );
      }
      const days = RecoveryWindowInDays ?? RECOVERY_DAYS.default;
      const dueAt = new Date(now.getTime() + days * DAY_MILLISECONDS);
      store.save({ ...secret, deletion: { requestedAt: now, dueAt } });
      return { ARN: secret.arn, Name: secret.name, DeletionDate: timestamp(dueAt) };
    },
  });
}

function checkWindow(days: number | undefined, isForced: boolean): void {
  if (days !== undefined && isForced) {
    throw new ServiceError(
      'InvalidParameterException',
      "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
    );
  }
  if (days !== undefined && (days < RECOVERY_DAYS.min || days > RECOVERY_DAYS.max)) {
    throw new ServiceError(
      'InvalidParameterException',
      `The RecoveryWindowInDays value must be between ${RECOVERY_DAYS.min} and ${RECOVERY_DAYS.max} days (inclusive).`,
    );
  }
}
