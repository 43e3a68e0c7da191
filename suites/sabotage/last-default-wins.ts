import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';
import { proxyAt, routeBy } from './claims.ts';

export const lastDefaultWins = {
  name: 'last-default-wins',
  breaks: 'Of several proxies without patterns, the last in array order is the default.',
  requirements: ['R-DEFAULT-SEVERAL'],
  fault: {
    at: 'router',
    policy: (egress) => ({
      ...documentedPolicy(egress),
      route: routeBy(egress, { otherwise: (defaults) => proxyAt(defaults.at(-1)) }),
    }),
  },
} as const satisfies Sabotage;
