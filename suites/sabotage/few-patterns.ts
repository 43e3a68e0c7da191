import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';
import { claimsHost, routeBy } from './claims.ts';

/** Patterns of a proxy that the fault leaves in force. */
const FEW = 50;

export const fewPatterns = {
  name: 'few-patterns',
  breaks: 'Of a proxy’s patterns only the first 50 have an effect.',
  requirements: ['R-LIMIT-PATTERNS'],
  fault: {
    at: 'router',
    policy: (egress) => {
      const patterns = (egress?.proxyConfiguration.proxies ?? []).map(
        ({ externalProxy }) => externalProxy.domainPatterns,
      );
      const obeyed = new Set(patterns.flatMap((list) => list?.slice(0, FEW) ?? []));
      const claims = (pattern: string, host: string) => obeyed.has(pattern) && claimsHost(pattern, host);
      return { ...documentedPolicy(egress), route: routeBy(egress, { claims }) };
    },
  },
} as const satisfies Sabotage;
