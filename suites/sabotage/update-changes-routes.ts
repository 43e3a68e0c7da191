import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';
import { changingRequests, type SentConfiguration } from './api-traffic.ts';
import { claimsHost } from './claims.ts';

export const updateChangesRoutes = {
  name: 'update-changes-routes',
  breaks: 'UpdateBrowserStream gives running sessions another bypass.',
  requirements: ['R-LIFECYCLE-NO-CHANGE'],
  fault: {
    at: 'several',
    faults: () => {
      let bypass: SentConfiguration['bypass'];
      return [
        {
          at: 'api',
          endpoint: changingRequests((sent, path) => {
            if (path.endsWith('/streams/update')) bypass = sent.proxyConfiguration?.bypass;
            return sent;
          }),
        },
        {
          at: 'router',
          policy: (egress) => ({
            ...documentedPolicy(egress),
            route: (host) => {
              const patterns = bypass?.domainPatterns?.map(String) ?? [];
              return patterns.some((pattern) => claimsHost(pattern, host))
                ? { kind: 'direct' }
                : documentedPolicy(egress).route(host);
            },
          }),
        },
      ];
    },
  },
} as const satisfies Sabotage;
