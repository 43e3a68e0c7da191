import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';

export const retriesAfter407 = {
  name: 'retries-after-407',
  breaks: 'A tunnel for which a proxy wants credentials is asked for once more.',
  requirements: ['R-NO-RETRY'],
  fault: {
    at: 'router',
    policy: (egress) => {
      let again = false;
      return {
        ...documentedPolicy(egress),
        afterFailure: (failed, answer) => {
          if (answer?.to !== 'tunnel' || answer.status !== 407) return 'error';
          again = !again;
          return again ? failed : 'error';
        },
      };
    },
  },
} as const satisfies Sabotage;
