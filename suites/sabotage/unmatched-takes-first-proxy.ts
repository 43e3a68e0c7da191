import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';
import { proxyAt, routeBy } from './claims.ts';

export const unmatchedTakesFirstProxy = {
  name: 'unmatched-takes-first-proxy',
  breaks: 'Without a default proxy, what no pattern claims goes through the first proxy.',
  requirements: ['R-UNMATCHED-NO-DEFAULT'],
  fault: {
    at: 'router',
    policy: (egress) => ({
      ...documentedPolicy(egress),
      route: routeBy(egress, { otherwise: ([first = 0]) => proxyAt(first) }),
    }),
  },
} as const satisfies Sabotage;
