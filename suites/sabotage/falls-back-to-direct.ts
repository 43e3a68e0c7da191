import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';

export const fallsBackToDirect = {
  name: 'falls-back-to-direct',
  breaks: 'What fails at a proxy connects directly.',
  requirements: ['R-FAIL-OPEN-ERROR-PAGE', 'R-CREDENTIALS-WRONG-ERROR', 'R-NO-SOCKS'],
  fault: {
    at: 'router',
    policy: (egress) => ({
      ...documentedPolicy(egress),
      afterFailure: (failed) => (failed.kind === 'upstream' ? { kind: 'direct' } : 'error'),
    }),
  },
} as const satisfies Sabotage;
