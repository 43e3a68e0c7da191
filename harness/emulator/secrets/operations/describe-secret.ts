import { structure } from '../../api/shape.ts';
import { type JsonOperation, jsonOperation } from '../aws-json.ts';
import type { GuardedSecrets } from '../guarded-secrets.ts';
import { secretId } from '../members.ts';
import { secretView, stagesById } from '../secret-view.ts';

/** Shows a secret without its values, also while it waits for its deletion. */
export function describeSecret(secrets: GuardedSecrets): JsonOperation {
  return jsonOperation({
    name: 'DescribeSecret',
    input: structure({ SecretId: secretId }),
    handle({ SecretId }, caller) {
      const secret = secrets.require(SecretId, { caller, operation: 'DescribeSecret' });
      return { ...secretView(secret), VersionIdsToStages: stagesById(secret) };
    },
  });
}
