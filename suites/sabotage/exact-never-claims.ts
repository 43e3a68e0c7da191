import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';
import { claimsHost, routeBy } from './claims.ts';

export const exactNeverClaims = {
  name: 'exact-never-claims',
  breaks: 'A pattern without a leading dot claims nothing.',
  requirements: ['R-PATTERN-EXACT', 'R-PATTERN-SEVERAL'],
  fault: {
    at: 'router',
    policy: (egress) => ({
      ...documentedPolicy(egress),
      route: routeBy(egress, { claims: (pattern, host) => pattern.startsWith('.') && claimsHost(pattern, host) }),
    }),
  },
} as const satisfies Sabotage;
