import { InvalidSecretError, parseProxySecret } from '../../harness/configuration/credentials.ts';
import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';

/** What is taken. */
const USUAL = /^[a-zA-Z0-9]{1,128}$/;

export const refusesUnusualSecrets = {
  name: 'refuses-unusual-secrets',
  breaks: 'User names and passwords may hold nothing but letters and digits, 128 of them at most.',
  requirements: ['R-SECRET-USERNAME-CHARACTERS', 'R-SECRET-PASSWORD-CHARACTERS', 'R-SECRET-LENGTH'],
  fault: {
    at: 'secrets',
    reader: (secrets) => ({
      read(secretArn, caller) {
        const text = secrets.read(secretArn, caller);
        const { username, password } = parseProxySecret(text);
        if (USUAL.test(username) && USUAL.test(password)) return text;
        throw new InvalidSecretError(['The secret is unusual.']);
      },
    }),
  },
} as const satisfies Sabotage;
