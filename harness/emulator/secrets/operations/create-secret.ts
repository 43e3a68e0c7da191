import { randomUUID } from 'node:crypto';
import { ServiceError } from '../../api/service-error.ts';
import { optional, required, string, structure } from '../../api/shape.ts';
import { type JsonOperation, jsonOperation } from '../aws-json.ts';
import { givenValue } from '../given-value.ts';
import type { GuardedSecrets } from '../guarded-secrets.ts';
import { clientRequestToken, description, kmsKeyId, secretValue, tagList } from '../members.ts';
import { type Secret, type SecretValue, sameValue } from '../secret.ts';
import { CURRENT, versionOf, withVersion } from '../staging.ts';

const createSecretRequest = structure({
  Name: required(string({ min: 1, max: 512, pattern: /^[a-zA-Z0-9/_+=.@-]*$/ })),
  ClientRequestToken: clientRequestToken,
  Description: description,
  KmsKeyId: kmsKeyId,
  ...secretValue,
  Tags: optional(tagList),
});

/** Creates a secret in the caller's account; repeating a call (same token, same value) changes nothing. */
export function createSecret(secrets: GuardedSecrets): JsonOperation {
  return jsonOperation({
    name: 'CreateSecret',
    input: createSecretRequest,
    handle(input, caller) {
      // SDKs and the CLI always send a token; by hand it may be left out.
      const { Name, ClientRequestToken = randomUUID(), Description, KmsKeyId, Tags = [] } = input;
      const value = givenValue(input);
      const tags = Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]));
      const { arn, settings } = secrets.admit(Name, caller, tags, {
        'secretsmanager:Description': Description,
        'secretsmanager:KmsKeyId': KmsKeyId,
      });
      const existing = secrets.store.find(secrets.store.arnFor(Name, caller.principal.accountId));
      if (existing) return answer(repeated(existing, ClientRequestToken, value), ClientRequestToken);

      const createdAt = secrets.store.now();
      const created: Secret = {
        arn,
        name: Name,
        ...settings,
        ...(Description === undefined ? {} : { description: Description }),
        ...(KmsKeyId ? { kmsKeyId: KmsKeyId } : {}),
        tags: Tags,
        createdAt,
        lastChangedAt: createdAt,
        versions: [],
      };
      if (value) secrets.authorizeEncryption(created, caller);
      const version = value && { id: ClientRequestToken, value, createdAt };
      secrets.store.save(version ? withVersion(created, version, [CURRENT]) : created);
      return answer(created, version?.id);
    },
  });
}

function repeated(existing: Secret, token: string, value: SecretValue | undefined): Secret {
  if (existing.deletion) {
    throw new ServiceError(
      'InvalidRequestException',
      "You can't create this secret because a secret with this name is already scheduled for deletion.",
    );
  }
  const version = versionOf(existing, token);
  if (version && value && sameValue(version.value, value)) return existing;
  throw new ServiceError(
    'ResourceExistsException',
    `The operation failed because the secret ${existing.name} already exists.`,
  );
}

function answer({ arn, name }: Secret, versionId: string | undefined): object {
  return { ARN: arn, Name: name, ...(versionId === undefined ? {} : { VersionId: versionId }) };
}
