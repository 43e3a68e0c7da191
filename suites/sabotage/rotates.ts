import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';

export const rotates = {
  name: 'rotates',
  breaks: 'Requests are handed to all proxies in turn.',
  requirements: [
    'R-NO-ROTATION',
    'R-EGRESS-STABLE',
    'R-PATTERN-ROUTES',
    'R-PATTERN-FIRST-MATCH',
    'R-PATTERN-OVER-DEFAULT',
    'R-DEFAULT-SEVERAL',
  ],
  fault: {
    at: 'router',
    policy: (egress) => {
      const documented = documentedPolicy(egress);
      const proxies = egress?.proxyConfiguration.proxies.length ?? 1;
      let requests = 0;
      return {
        ...documented,
        route: (host) => {
          const route = documented.route(host);
          return route.kind === 'direct' ? route : { kind: 'upstream', position: requests++ % proxies };
        },
      };
    },
  },
} as const satisfies Sabotage;
