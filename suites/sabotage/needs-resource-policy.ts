import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { ServiceError } from '../../harness/emulator/api/service-error.ts';

export const needsResourcePolicy = {
  name: 'needs-resource-policy',
  breaks: 'No secret without a resource policy can be used, whatever the caller’s own policies allow.',
  requirements: ['R-IDENTITY-POLICY-SUFFICES'],
  fault: {
    at: 'secrets',
    reader: (secrets, store) => ({
      read(secretArn, caller) {
        if (store.find(secretArn)?.resourcePolicy === undefined) {
          throw new ServiceError('AccessDeniedException', 'Access denied.');
        }
        return secrets.read(secretArn, caller);
      },
    }),
  },
} as const satisfies Sabotage;
