import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';

export const credentialsLogged = {
  name: 'credentials-logged',
  breaks: 'The log names the credentials of every proxy.',
  requirements: ['R-CREDENTIALS-NOT-LOGGED'],
  fault: {
    at: 'router',
    policy: (egress, { log }) => {
      for (const [arn, { username, password }] of egress?.credentials ?? []) {
        log({ type: 'fault', subject: arn, error: `user ${username}, password ${password}`, stack: [] });
      }
      return documentedPolicy(egress);
    },
  },
} as const satisfies Sabotage;
