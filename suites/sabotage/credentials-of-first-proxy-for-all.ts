import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';

export const credentialsOfFirstProxyForAll = {
  name: 'credentials-of-first-proxy-for-all',
  breaks: 'Every proxy with a secret gets the credentials of the first one.',
  requirements: ['R-CREDENTIALS-OWN-PROXY'],
  fault: {
    at: 'router',
    policy: (egress) => {
      const { authorizationFor, ...documented } = documentedPolicy(egress);
      return {
        ...documented,
        authorizationFor: (hop, kind) => authorizationFor(hop, kind) && authorizationFor(0, kind),
      };
    },
  },
} as const satisfies Sabotage;
