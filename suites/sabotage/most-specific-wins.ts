import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';
import { routeBy } from './claims.ts';

export const mostSpecificWins = {
  name: 'most-specific-wins',
  breaks: 'Of several proxies whose patterns claim a host, the one with the longest pattern gets it.',
  requirements: ['R-PATTERN-FIRST-MATCH'],
  fault: {
    at: 'router',
    policy: (egress) => ({
      ...documentedPolicy(egress),
      route: routeBy(egress, {
        choose: (claims) => claims.toSorted((one, other) => other.pattern.length - one.pattern.length)[0],
      }),
    }),
  },
} as const satisfies Sabotage;
