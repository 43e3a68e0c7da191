import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';

export const retriesOnce = {
  name: 'retries-once',
  breaks: 'A request that failed at a proxy is made there once more.',
  requirements: ['R-NO-RETRY'],
  fault: {
    at: 'router',
    policy: (egress) => {
      let again = false;
      return {
        ...documentedPolicy(egress),
        afterFailure: (failed) => {
          again = !again;
          return again ? failed : 'error';
        },
      };
    },
  },
} as const satisfies Sabotage;
