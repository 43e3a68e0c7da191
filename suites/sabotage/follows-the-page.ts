import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';

export const followsThePage = {
  name: 'follows-the-page',
  breaks: 'Over plain HTTP, what a page asks for takes the route of the page.',
  requirements: ['R-TRAFFIC-HTTP'],
  fault: {
    at: 'router',
    policy: (egress) => {
      const documented = documentedPolicy(egress);
      return {
        ...documented,
        route: (host, request) => {
          const page = request?.headers.referer;
          return documented.route(page === undefined ? host : new URL(page).hostname, request);
        },
      };
    },
  },
} as const satisfies Sabotage;
