import { randomUUID } from 'node:crypto';
import { ServiceError } from '../api/service-error.ts';
import { optional, required, string, structure } from '../api/shape.ts';
import { type JsonOperation, jsonOperation } from './aws-json.ts';
import type { SecretStore } from './secret-store.ts';

const createSecretRequest = structure({
  Name: required(string({ min: 1, max: 512, pattern: /^[a-zA-Z0-9/_+=.@-]*$/ })),
  ClientRequestToken: optional(string({ min: 32, max: 64 })),
  SecretString: optional(string({ min: 1, max: 65_536 })),
});

export function createSecret(store: SecretStore): JsonOperation {
  return jsonOperation({
    name: 'CreateSecret',
    input: createSecretRequest,
    handle({ Name, ClientRequestToken, SecretString }) {
      if (SecretString === undefined) {
        throw new ServiceError('InvalidParameterException', 'This emulator stores secrets with a SecretString only.');
      }
      // SDKs and the CLI always send a token; by hand it may be left out.
      const secret = store.create(Name, SecretString, ClientRequestToken ?? randomUUID());
      return { ARN: secret.arn, Name: secret.name, VersionId: secret.versionId };
    },
  });
}
