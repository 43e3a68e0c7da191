import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';
import { proxyAt, routeBy } from './claims.ts';

export const defaultInArrayOrder = {
  name: 'default-in-array-order',
  breaks: 'A proxy without patterns claims every host, and takes those that later proxies claim.',
  requirements: ['R-PATTERN-OVER-DEFAULT', 'R-PATTERN-FIRST-MATCH'],
  fault: {
    at: 'router',
    policy: (egress) => {
      const { proxies = [] } = egress?.proxyConfiguration ?? {};
      const first = proxies.findIndex(({ externalProxy }) => externalProxy.domainPatterns === undefined);
      const choose: NonNullable<Parameters<typeof routeBy>[1]['choose']> = ([claim]) =>
        claim !== undefined && first >= 0 && first < claim.position ? { ...claim, position: first } : claim;
      return { ...documentedPolicy(egress), route: routeBy(egress, { choose, otherwise: ([at]) => proxyAt(at) }) };
    },
  },
} as const satisfies Sabotage;
