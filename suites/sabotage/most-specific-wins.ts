import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';
import { byClaims } from './claims.ts';

export const mostSpecificWins = {
  name: 'most-specific-wins',
  breaks: 'Of several proxies whose patterns claim a host, the one with the longest pattern gets it.',
  requirements: ['R-PATTERN-FIRST-MATCH'],
  fault: {
    at: 'router',
    policy: (egress) => ({
      ...documentedPolicy(egress),
      route: byClaims(egress, (claims) => claims.toSorted((a, b) => b.pattern.length - a.pattern.length)[0]),
    }),
  },
} as const satisfies Sabotage;
