import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { ServiceError } from '../../harness/emulator/api/service-error.ts';

export const refusesOtherAccounts = {
  name: 'refuses-other-accounts',
  breaks: 'No secret of another account can be used, whatever its policy says.',
  requirements: ['R-CROSS-ACCOUNT-RESOURCE-POLICY'],
  fault: {
    at: 'secrets',
    reader: (secrets) => ({
      read(secretArn, caller) {
        if (secretArn.split(':')[4] !== caller.principal.accountId) {
          throw new ServiceError('AccessDeniedException', 'Access denied.');
        }
        return secrets.read(secretArn, caller);
      },
    }),
  },
} as const satisfies Sabotage;
