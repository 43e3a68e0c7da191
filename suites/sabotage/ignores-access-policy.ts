import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { storedText } from './stored-text.ts';

export const ignoresAccessPolicy = {
  name: 'ignores-access-policy',
  breaks: 'Secrets are read without asking who may read them.',
  requirements: [
    'R-CREDENTIALS-CALLER-IDENTITY',
    'R-CALLER-MAY-READ-SECRET',
    'R-ACCESS-BY-SECRET',
    'R-ACCESS-CROSS-ACCOUNT-EXPLICIT',
    'R-CROSS-ACCOUNT-KEY-POLICY',
  ],
  fault: {
    at: 'secrets',
    reader: (secrets, store) => ({
      read: (secretArn, caller) => storedText(store, secretArn) ?? secrets.read(secretArn, caller),
    }),
  },
} as const satisfies Sabotage;
