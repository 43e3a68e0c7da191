import { InvalidSecretError } from '../../harness/configuration/credentials.ts';
import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';

export const goesOnWithoutSecret = {
  name: 'goes-on-without-secret',
  breaks: 'Where a secret does not exist, made-up credentials take its place.',
  requirements: ['R-CREDENTIALS-SECRET-MISSING'],
  fault: {
    at: 'secrets',
    reader: (secrets) => ({
      read(secretArn, caller) {
        try {
          return secrets.read(secretArn, caller);
        } catch (error) {
          if (error instanceof InvalidSecretError) return '{"username": "nobody", "password": "nothing"}';
          throw error;
        }
      },
    }),
  },
} as const satisfies Sabotage;
