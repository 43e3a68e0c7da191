import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';
import { claimsHost, routeBy } from './claims.ts';

/** Characters of the longest pattern that the fault leaves in force. */
const SHORT = 128;

export const longPatternsIgnored = {
  name: 'long-patterns-ignored',
  breaks: 'Patterns of more than 128 characters have no effect.',
  requirements: ['R-LIMIT-PATTERN-LENGTH'],
  fault: {
    at: 'router',
    policy: (egress) => {
      const claims = (pattern: string, host: string) => pattern.length <= SHORT && claimsHost(pattern, host);
      return { ...documentedPolicy(egress), route: routeBy(egress, { claims }) };
    },
  },
} as const satisfies Sabotage;
