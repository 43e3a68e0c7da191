import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';
import type { Egress } from '../../harness/emulator/router/route-table.ts';

export const sessionKeepsRoute = {
  name: 'session-keeps-route',
  breaks: 'All of a session takes the route of its first request.',
  requirements: ['R-TRAFFIC-HTTP', 'R-TRAFFIC-HTTPS', 'R-TRAFFIC-WEBSOCKET', 'R-TRAFFIC-HTTP2', 'R-BYPASS-DIRECT'],
  fault: {
    at: 'router',
    policy: (egress) => {
      const documented = documentedPolicy(egress);
      let first: Egress | undefined;
      return {
        ...documented,
        route: (host, request) => {
          first ??= documented.route(host, request);
          return first;
        },
      };
    },
  },
} as const satisfies Sabotage;
