import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';

export const credentialsToOrigin = {
  name: 'credentials-to-origin',
  breaks: 'What goes to an origin directly carries the credentials of the first proxy.',
  requirements: ['R-CREDENTIALS-NOT-AT-ORIGIN'],
  fault: {
    at: 'router',
    policy: (egress) => {
      const { authorizationFor, ...documented } = documentedPolicy(egress);
      return {
        ...documented,
        authorizationFor: (hop, kind) => authorizationFor(hop === 'origin' ? 0 : hop, kind),
      };
    },
  },
} as const satisfies Sabotage;
