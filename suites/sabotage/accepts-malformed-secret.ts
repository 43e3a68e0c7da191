import { parseProxySecret } from '../../harness/configuration/credentials.ts';
import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';

export const acceptsMalformedSecret = {
  name: 'accepts-malformed-secret',
  breaks: 'A secret without credentials in the documented format is taken for some that are.',
  requirements: [
    'R-CREDENTIALS-SECRET-MALFORMED',
    'R-SECRET-JSON-KEYS',
    'R-SECRET-USERNAME-CHARACTERS',
    'R-SECRET-PASSWORD-CHARACTERS',
    'R-SECRET-FORBIDDEN-CHARACTERS',
    'R-SECRET-LENGTH',
  ],
  fault: {
    at: 'secrets',
    reader: (secrets) => ({
      read(secretArn, caller) {
        const text = secrets.read(secretArn, caller);
        try {
          parseProxySecret(text);
          return text;
        } catch {
          return '{"username": "nobody", "password": "nothing"}';
        }
      },
    }),
  },
} as const satisfies Sabotage;
