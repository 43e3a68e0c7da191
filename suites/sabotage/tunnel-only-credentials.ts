import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';

export const tunnelOnlyCredentials = {
  name: 'tunnel-only-credentials',
  breaks: 'Requests in absolute form carry no credentials.',
  requirements: ['R-CREDENTIALS-PRE-EMPTIVE', 'R-CREDENTIALS-OWN-PROXY'],
  fault: {
    at: 'router',
    policy: (egress) => {
      const { authorizationFor, ...documented } = documentedPolicy(egress);
      return {
        ...documented,
        authorizationFor: (hop, kind) => (kind === 'tunnel' ? authorizationFor(hop, kind) : undefined),
      };
    },
  },
} as const satisfies Sabotage;
