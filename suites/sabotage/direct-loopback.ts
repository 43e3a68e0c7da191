import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';

const LOOPBACK = /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/;

export const directLoopback = {
  name: 'direct-loopback',
  breaks: 'Loopback addresses are connected to directly, as browsers do by themselves.',
  requirements: ['R-LOOPBACK-ROUTED'],
  fault: {
    at: 'router',
    policy: (egress) => {
      const documented = documentedPolicy(egress);
      return { ...documented, route: (host) => (LOOPBACK.test(host) ? { kind: 'direct' } : documented.route(host)) };
    },
  },
} as const satisfies Sabotage;
