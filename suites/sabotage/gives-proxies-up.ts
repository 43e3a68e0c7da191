import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';

/** Squid declares a parent dead after so many failures to connect, and goes direct unless it is told never to. */
const FAILURES = 10;

export const givesProxiesUp = {
  name: 'gives-proxies-up',
  breaks: 'A proxy that has failed ten times is given up, and later requests connect directly.',
  requirements: ['R-FAIL-OPEN-ERROR-PAGE'],
  fault: {
    at: 'router',
    policy: (egress) => {
      const documented = documentedPolicy(egress);
      const failures = new Map<number, number>();
      return {
        ...documented,
        route: (host) => {
          const route = documented.route(host);
          const failed = route.kind === 'upstream' ? (failures.get(route.position) ?? 0) : 0;
          return failed >= FAILURES ? { kind: 'direct' } : route;
        },
        afterFailure: (way) => {
          if (way.kind === 'upstream') failures.set(way.position, (failures.get(way.position) ?? 0) + 1);
          return 'error';
        },
      };
    },
  },
} as const satisfies Sabotage;
