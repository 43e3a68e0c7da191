import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';
import { routeBy } from './claims.ts';

export const lastMatchWins = {
  name: 'last-match-wins',
  breaks: 'Of several proxies whose patterns claim a host, the last in array order gets it.',
  requirements: ['R-PATTERN-FIRST-MATCH'],
  fault: {
    at: 'router',
    policy: (egress) => ({
      ...documentedPolicy(egress),
      route: routeBy(egress, { choose: (claims) => claims.at(-1) }),
    }),
  },
} as const satisfies Sabotage;
