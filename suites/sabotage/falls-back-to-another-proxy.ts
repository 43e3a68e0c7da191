import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';

export const fallsBackToAnotherProxy = {
  name: 'falls-back-to-another-proxy',
  breaks: 'What fails at a proxy goes to one of the others.',
  requirements: ['R-FAIL-OPEN-ERROR-PAGE'],
  fault: {
    at: 'router',
    policy: (egress) => {
      const documented = documentedPolicy(egress);
      const count = egress?.proxyConfiguration.proxies.length ?? 0;
      /** Where the last failed request is on its way round. */
      let tried = 0;
      return {
        ...documented,
        route: (host) => {
          tried = 0;
          return documented.route(host);
        },
        afterFailure: (failed) => {
          tried += 1;
          if (failed.kind === 'direct' || tried >= count) return 'error';
          return { kind: 'upstream', position: (failed.position + 1) % count };
        },
      };
    },
  },
} as const satisfies Sabotage;
