import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';

export const plainErrorsGoDirect = {
  name: 'plain-errors-go-direct',
  breaks: 'A plain-HTTP request that is answered with an error status is made again directly.',
  requirements: ['R-FAIL-OPEN-ERROR-PAGE'],
  fault: {
    at: 'router',
    policy: (egress) => ({ ...documentedPolicy(egress), afterErrorAnswer: () => ({ kind: 'direct' }) }),
  },
} as const satisfies Sabotage;
