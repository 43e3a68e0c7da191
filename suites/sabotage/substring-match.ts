import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';
import { claimsHost, routeBy } from './claims.ts';

export const substringMatch = {
  name: 'substring-match',
  breaks: 'A pattern claims every host in which it occurs.',
  requirements: ['R-PATTERN-DOT-WHOLE-LABELS', 'R-PATTERN-EXACT'],
  fault: {
    at: 'router',
    policy: (egress) => ({
      ...documentedPolicy(egress),
      route: routeBy(egress, {
        claims: (pattern, host) => claimsHost(pattern, host) || `.${host}.`.includes(`${pattern}.`),
      }),
    }),
  },
} as const satisfies Sabotage;
