import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';

export const secretUsedOnce = {
  name: 'secret-used-once',
  breaks: 'Of several proxies with the same secret, only the first one gets its credentials.',
  requirements: ['R-CREDENTIALS-OWN-PROXY'],
  fault: {
    at: 'router',
    policy: (egress) => {
      const { authorizationFor, ...documented } = documentedPolicy(egress);
      const arns = (egress?.proxyConfiguration.proxies ?? []).map(
        ({ externalProxy }) => externalProxy.credentials?.basicAuth.secretArn,
      );
      return {
        ...documented,
        authorizationFor: (hop, kind) =>
          hop === 'origin' || arns.indexOf(arns[hop]) === hop ? authorizationFor(hop, kind) : undefined,
      };
    },
  },
} as const satisfies Sabotage;
