import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';

export const credentialsToAllProxies = {
  name: 'credentials-to-all-proxies',
  breaks: 'A proxy without a secret gets the credentials of one that has one.',
  requirements: ['R-CREDENTIALS-OWN-PROXY'],
  fault: {
    at: 'router',
    policy: (egress) => {
      const documented = documentedPolicy(egress);
      const positions = [...(egress?.proxyConfiguration.proxies ?? []).keys()];
      return {
        ...documented,
        authorizationFor: (hop, kind) =>
          hop === 'origin'
            ? undefined
            : [hop, ...positions].map((position) => documented.authorizationFor(position, kind)).find(Boolean),
      };
    },
  },
} as const satisfies Sabotage;
