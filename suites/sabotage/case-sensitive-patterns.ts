import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';
import { claimsHost, routeBy } from './claims.ts';

export const caseSensitivePatterns = {
  name: 'case-sensitive-patterns',
  breaks: 'Upper and lower case in a pattern count.',
  requirements: ['R-PATTERN-CASE'],
  fault: {
    at: 'router',
    policy: (egress) => ({
      ...documentedPolicy(egress),
      route: routeBy(egress, {
        claims: (pattern, host) => pattern.toLowerCase() === pattern && claimsHost(pattern, host),
      }),
    }),
  },
} as const satisfies Sabotage;
