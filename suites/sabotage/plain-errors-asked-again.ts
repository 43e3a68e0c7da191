import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';

export const plainErrorsAskedAgain = {
  name: 'plain-errors-asked-again',
  breaks: 'A plain-HTTP request that a proxy answers with 502 or 503 is made there once more.',
  requirements: ['R-NO-RETRY'],
  fault: {
    at: 'router',
    policy: (egress) => {
      let again = false;
      return {
        ...documentedPolicy(egress),
        afterErrorAnswer: (answered, { status }) => {
          if (status !== 502 && status !== 503) return 'pass-on';
          again = !again;
          return again ? answered : 'pass-on';
        },
      };
    },
  },
} as const satisfies Sabotage;
