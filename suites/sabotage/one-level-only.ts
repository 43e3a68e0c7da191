import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';
import { claimsHost, routeBy } from './claims.ts';

export const oneLevelOnly = {
  name: 'one-level-only',
  breaks: 'A pattern with a leading dot claims direct subdomains only.',
  requirements: ['R-PATTERN-DOT-SUBDOMAINS'],
  fault: {
    at: 'router',
    policy: (egress) => ({
      ...documentedPolicy(egress),
      route: routeBy(egress, {
        claims: (pattern, host) => claimsHost(pattern, host) && host.split('.').length <= pattern.split('.').length,
      }),
    }),
  },
} as const satisfies Sabotage;
