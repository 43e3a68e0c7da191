import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { ServiceError } from '../../harness/emulator/api/service-error.ts';
import { storedText } from './stored-text.ts';

/** What a caller is told whom the policy of a customer-managed key does not let decrypt. */
const DENIED_BY_KEY = /kms:Decrypt .* no resource-based policy allows/;

export const ignoresKeyPolicy = {
  name: 'ignores-key-policy',
  breaks: 'A secret is read although the policy of its key does not let the caller decrypt.',
  requirements: ['R-CROSS-ACCOUNT-KEY-POLICY'],
  fault: {
    at: 'secrets',
    reader: (secrets, store) => ({
      read(secretArn, caller) {
        try {
          return secrets.read(secretArn, caller);
        } catch (error) {
          const text = storedText(store, secretArn);
          if (error instanceof ServiceError && DENIED_BY_KEY.test(error.message) && text !== undefined) return text;
          throw error;
        }
      },
    }),
  },
} as const satisfies Sabotage;
