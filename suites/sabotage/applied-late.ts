import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';

/** Requests that have been made when the configuration comes into force. */
const LATE = 10;

export const appliedLate = {
  name: 'applied-late',
  breaks: 'The first ten requests of a session connect directly.',
  requirements: ['R-APPLIED-FROM-START'],
  fault: {
    at: 'router',
    policy: (egress) => {
      const documented = documentedPolicy(egress);
      let requests = 0;
      return { ...documented, route: (host) => (++requests > LATE ? documented.route(host) : { kind: 'direct' }) };
    },
  },
} as const satisfies Sabotage;
