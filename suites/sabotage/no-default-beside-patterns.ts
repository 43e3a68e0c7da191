import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';
import { routeBy } from './claims.ts';

export const noDefaultBesidePatterns = {
  name: 'no-default-beside-patterns',
  breaks: 'Beside a proxy with patterns, one without gets nothing: what no pattern claims connects directly.',
  requirements: ['R-PARTNER-SPLIT'],
  fault: {
    at: 'router',
    policy: (egress) => {
      const proxies = egress?.proxyConfiguration.proxies ?? [];
      const documented = documentedPolicy(egress);
      const split = routeBy(egress, { otherwise: () => ({ kind: 'direct' }) });
      const hasPatterns = proxies.some(({ externalProxy }) => externalProxy.domainPatterns);
      return hasPatterns ? { ...documented, route: split } : documented;
    },
  },
} as const satisfies Sabotage;
