import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';
import { withoutBypass } from './bypass-by.ts';

export const credentialsEndBypass = {
  name: 'credentials-end-bypass',
  breaks: 'Where a proxy with patterns has credentials, nothing is bypassed.',
  requirements: ['R-EXAMPLE-WORKS'],
  fault: {
    at: 'router',
    policy: (egress) => {
      const proxies = egress?.proxyConfiguration.proxies ?? [];
      const hasBoth = proxies.some(({ externalProxy }) => externalProxy.domainPatterns && externalProxy.credentials);
      return documentedPolicy(hasBoth ? withoutBypass(egress) : egress);
    },
  },
} as const satisfies Sabotage;
