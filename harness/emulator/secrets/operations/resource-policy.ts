import { placedIssues } from '../../access/policy/issues.ts';
import type { Policy } from '../../access/policy/policy.ts';
import { policy } from '../../access/policy/read-policy.ts';
import { ServiceError } from '../../api/service-error.ts';
import { boolean, optional, required, string, structure } from '../../api/shape.ts';
import { type JsonOperation, jsonOperation } from '../aws-json.ts';
import { type GuardedSecrets, requireAlive } from '../guarded-secrets.ts';
import { secretId } from '../members.ts';

const putResourcePolicyRequest = structure({
  SecretId: secretId,
  ResourcePolicy: required(string({ min: 1, max: 20_480 })),
  BlockPublicPolicy: optional(boolean()),
});

/** Attaches a resource policy to a secret, in the place of the one before. */
export function putResourcePolicy(secrets: GuardedSecrets): JsonOperation {
  return jsonOperation({
    name: 'PutResourcePolicy',
    input: putResourcePolicyRequest,
    handle({ SecretId, ResourcePolicy, BlockPublicPolicy = false }, caller) {
      const keys = { 'secretsmanager:BlockPublicPolicy': String(BlockPublicPolicy) };
      const secret = requireAlive(secrets.require(SecretId, { caller, operation: 'PutResourcePolicy', keys }));
      const read = parsePolicy(ResourcePolicy);
      if (BlockPublicPolicy && isPublic(read)) {
        throw new ServiceError(
          'PublicPolicyException',
          'The BlockPublicPolicy parameter is set to true, and the resource policy does not prevent broad access to the secret.',
        );
      }
      secrets.store.save({ ...secret, resourcePolicy: ResourcePolicy });
      return { ARN: secret.arn, Name: secret.name };
    },
  });
}

export function getResourcePolicy(secrets: GuardedSecrets): JsonOperation {
  return jsonOperation({
    name: 'GetResourcePolicy',
    input: structure({ SecretId: secretId }),
    handle({ SecretId }, caller) {
      const secret = requireAlive(secrets.require(SecretId, { caller, operation: 'GetResourcePolicy' }));
      const { arn, name, resourcePolicy } = secret;
      return { ARN: arn, Name: name, ...(resourcePolicy === undefined ? {} : { ResourcePolicy: resourcePolicy }) };
    },
  });
}

export function deleteResourcePolicy(secrets: GuardedSecrets): JsonOperation {
  return jsonOperation({
    name: 'DeleteResourcePolicy',
    input: structure({ SecretId: secretId }),
    handle({ SecretId }, caller) {
      const secret = requireAlive(secrets.require(SecretId, { caller, operation: 'DeleteResourcePolicy' }));
      const { resourcePolicy: _, ...rest } = secret;
      secrets.store.save(rest);
      return { ARN: secret.arn, Name: secret.name };
    },
  });
}

function parsePolicy(text: string): Policy {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw malformed('The policy is not JSON.');
  }
  const read = policy('resource').safeParse(json);
  if (read.success) return read.data;
  throw malformed(
    placedIssues(read.error)
      .map(({ path, message }) => `${path.join('.')}: ${message}`)
      .join(' '),
  );
}

function malformed(details: string): ServiceError {
  return new ServiceError(
    'MalformedPolicyDocumentException',
    `This resource policy contains a syntax error. ${details}`,
  );
}

/** Whether anybody in any account is allowed something without a condition. */
function isPublic({ statements }: Policy): boolean {
  return statements.some(
    ({ effect, principals, conditions }) =>
      effect === 'Allow' &&
      conditions.length === 0 &&
      (principals?.excluded || principals?.entries.some(({ type }) => type === 'everyone')),
  );
}
