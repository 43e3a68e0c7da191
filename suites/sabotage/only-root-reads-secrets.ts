import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { ServiceError } from '../../harness/emulator/api/service-error.ts';

export const onlyRootReadsSecrets = {
  name: 'only-root-reads-secrets',
  breaks: 'Nobody but an account’s root user can use a secret.',
  requirements: ['R-CREDENTIALS-CALLER-IDENTITY', 'R-IDENTITY-POLICY-SUFFICES'],
  fault: {
    at: 'secrets',
    reader: (secrets) => ({
      read(secretArn, caller) {
        if (!caller.principal.arn.endsWith(':root')) {
          throw new ServiceError('AccessDeniedException', 'Access denied.');
        }
        return secrets.read(secretArn, caller);
      },
    }),
  },
} as const satisfies Sabotage;
