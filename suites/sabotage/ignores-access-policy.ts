import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { CURRENT, versionAt } from '../../harness/emulator/secrets/staging.ts';

export const ignoresAccessPolicy = {
  name: 'ignores-access-policy',
  breaks: 'Secrets are read without asking who may read them.',
  requirements: ['R-CREDENTIALS-CALLER-IDENTITY', 'R-ACCESS-CROSS-ACCOUNT-EXPLICIT'],
  fault: {
    at: 'secrets',
    reader: (secrets, store) => ({
      read(secretArn, caller) {
        const secret = store.find(secretArn);
        const version = secret && versionAt(secret, CURRENT);
        if (version && 'SecretString' in version.value) return version.value.SecretString;
        return secrets.read(secretArn, caller);
      },
    }),
  },
} as const satisfies Sabotage;
