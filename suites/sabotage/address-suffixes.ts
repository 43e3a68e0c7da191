import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';
import { routeBy } from './claims.ts';

export const addressSuffixes = {
  name: 'address-suffixes',
  breaks: 'A pattern with a leading dot claims IP addresses that end in it.',
  requirements: ['R-PATTERN-IP-LITERAL'],
  fault: {
    at: 'router',
    policy: (egress) => ({ ...documentedPolicy(egress), route: routeBy(egress, {}) }),
  },
} as const satisfies Sabotage;
