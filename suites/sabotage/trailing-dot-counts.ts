import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';

export const trailingDotCounts = {
  name: 'trailing-dot-counts',
  breaks: 'A host with a trailing dot is claimed by no pattern.',
  requirements: ['R-PATTERN-TRAILING-DOT'],
  fault: {
    at: 'router',
    policy: (egress) => {
      const documented = documentedPolicy(egress);
      // Nothing claims a name of this top-level domain (RFC 6761, section 6.4).
      return { ...documented, route: (host) => documented.route(host.endsWith('.') ? 'unclaimed.invalid' : host) };
    },
  },
} as const satisfies Sabotage;
