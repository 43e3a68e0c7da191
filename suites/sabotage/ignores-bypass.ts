import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';

export const ignoresBypass = {
  name: 'ignores-bypass',
  breaks: 'Bypass patterns are accepted and have no effect.',
  requirements: ['R-BYPASS-DIRECT', 'R-EXAMPLE-WORKS'],
  fault: {
    at: 'router',
    policy: (egress) => {
      if (egress === undefined) return documentedPolicy(egress);
      const { proxies } = egress.proxyConfiguration;
      return documentedPolicy({ ...egress, proxyConfiguration: { proxies } });
    },
  },
} as const satisfies Sabotage;
