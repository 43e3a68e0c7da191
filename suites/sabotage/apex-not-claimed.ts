import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';
import { claimsHost, routeBy } from './claims.ts';

export const apexNotClaimed = {
  name: 'apex-not-claimed',
  breaks: 'A pattern with a leading dot does not claim the domain itself.',
  requirements: ['R-PATTERN-DOT-APEX'],
  fault: {
    at: 'router',
    policy: (egress) => ({
      ...documentedPolicy(egress),
      route: routeBy(egress, { claims: (pattern, host) => claimsHost(pattern, host) && pattern !== `.${host}` }),
    }),
  },
} as const satisfies Sabotage;
