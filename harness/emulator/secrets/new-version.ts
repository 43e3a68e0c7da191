import { ServiceError } from '../api/service-error.ts';
import { type Secret, type SecretValue, sameValue } from './secret.ts';
import { versionOf, withVersion } from './staging.ts';

/**
 * The secret with one more version, or unchanged when the call is a repetition: same token, same value.
 * @param id the request's token, which becomes the version's id.
 * @throws {ServiceError} ResourceExistsException when a version of this id holds something else.
 */
export function addVersion(
  secret: Secret,
  id: string,
  value: SecretValue,
  stages: readonly string[],
  now: Date,
): Secret {
  const existing = versionOf(secret, id);
  if (!existing) return { ...withVersion(secret, { id, value, createdAt: now }, stages), lastChangedAt: now };
  if (sameValue(existing.value, value)) return secret;
  throw new ServiceError(
    'ResourceExistsException',
    `You can't use ClientRequestToken ${id} because that value is already in use for a version of secret ${secret.arn}.`,
  );
}
