import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';
import { changedCredentials } from './changed-credentials.ts';

export const cutsCredentialsShort = {
  name: 'cuts-credentials-short',
  breaks: 'User names and passwords are cut off after 255 characters.',
  requirements: ['R-CREDENTIALS-OWN-PROXY'],
  fault: {
    at: 'router',
    policy: (egress) =>
      documentedPolicy(
        changedCredentials(egress, ({ username, password }) => ({
          username: username.slice(0, 255),
          password: password.slice(0, 255),
        })),
      ),
  },
} as const satisfies Sabotage;
