import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';

export const swapsCredentials = {
  name: 'swaps-credentials',
  breaks: 'Two proxies get each other’s credentials.',
  requirements: ['R-CREDENTIALS-OWN-PROXY'],
  fault: {
    at: 'router',
    policy: (egress) => {
      const { authorizationFor, ...documented } = documentedPolicy(egress);
      return {
        ...documented,
        authorizationFor: (hop, kind) => authorizationFor(hop === 0 ? 1 : hop === 1 ? 0 : hop, kind),
      };
    },
  },
} as const satisfies Sabotage;
