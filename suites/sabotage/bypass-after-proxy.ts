import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';
import { withoutBypass } from './bypass-by.ts';

export const bypassAfterProxy = {
  name: 'bypass-after-proxy',
  breaks: 'A bypassed domain connects directly only once its proxy has failed.',
  requirements: ['R-BYPASS-NO-PROXY'],
  fault: {
    at: 'router',
    policy: (egress) => ({
      ...documentedPolicy(withoutBypass(egress)),
      afterFailure: (failed) => (failed.kind === 'upstream' ? { kind: 'direct' } : 'error'),
    }),
  },
} as const satisfies Sabotage;
