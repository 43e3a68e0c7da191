import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';
import { changedCredentials } from './changed-credentials.ts';

export const encodesCredentials = {
  name: 'encodes-credentials',
  breaks: 'Passwords are sent as they would stand in a URL.',
  requirements: ['R-CREDENTIALS-OWN-PROXY'],
  fault: {
    at: 'router',
    policy: (egress) =>
      documentedPolicy(
        changedCredentials(egress, ({ username, password }) => ({
          username,
          password: encodeURIComponent(password),
        })),
      ),
  },
} as const satisfies Sabotage;
