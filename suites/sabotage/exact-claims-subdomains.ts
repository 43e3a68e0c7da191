import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';
import { claimsHost, routeBy } from './claims.ts';

export const exactClaimsSubdomains = {
  name: 'exact-claims-subdomains',
  breaks: 'A pattern without a leading dot claims subdomains as well.',
  requirements: ['R-PATTERN-EXACT'],
  fault: {
    at: 'router',
    policy: (egress) => ({
      ...documentedPolicy(egress),
      route: routeBy(egress, { claims: (pattern, host) => claimsHost(`.${pattern.replace(/^\./, '')}`, host) }),
    }),
  },
} as const satisfies Sabotage;
