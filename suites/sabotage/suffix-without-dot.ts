import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';
import { claimsHost, routeBy } from './claims.ts';

export const suffixWithoutDot = {
  name: 'suffix-without-dot',
  breaks: 'A pattern with a leading dot claims every host that ends in its letters.',
  requirements: ['R-PATTERN-DOT-WHOLE-LABELS'],
  fault: {
    at: 'router',
    policy: (egress) => ({
      ...documentedPolicy(egress),
      route: routeBy(egress, {
        claims: (pattern, host) =>
          pattern.startsWith('.') ? host.endsWith(pattern.slice(1)) : claimsHost(pattern, host),
      }),
    }),
  },
} as const satisfies Sabotage;
