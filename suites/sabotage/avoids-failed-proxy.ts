import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';

export const avoidsFailedProxy = {
  name: 'avoids-failed-proxy',
  breaks: 'Once a proxy has failed, later requests pass it by and connect directly.',
  requirements: ['R-FAILURE-ENDS'],
  fault: {
    at: 'router',
    policy: (egress) => {
      const documented = documentedPolicy(egress);
      const failed = new Set<number>();
      return {
        ...documented,
        route: (host) => {
          const route = documented.route(host);
          return route.kind === 'upstream' && failed.has(route.position) ? { kind: 'direct' } : route;
        },
        afterFailure: (way) => {
          if (way.kind === 'upstream') failed.add(way.position);
          return 'error';
        },
      };
    },
  },
} as const satisfies Sabotage;
