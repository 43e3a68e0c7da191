import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';

const LINK_LOCAL = /^(?:169\.254(?:\.\d+){2}|\[fe80:.*\])$/;

export const directLinkLocal = {
  name: 'direct-link-local',
  breaks: 'Link-local addresses are connected to directly, as browsers do by themselves.',
  requirements: ['R-LINK-LOCAL-ROUTED'],
  fault: {
    at: 'router',
    policy: (egress) => {
      const documented = documentedPolicy(egress);
      return { ...documented, route: (host) => (LINK_LOCAL.test(host) ? { kind: 'direct' } : documented.route(host)) };
    },
  },
} as const satisfies Sabotage;
