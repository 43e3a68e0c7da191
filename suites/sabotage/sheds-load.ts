import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';

/** Requests of a session that are all treated well. */
const CALM = 20;

export const shedsLoad = {
  name: 'sheds-load',
  breaks: 'When a session has made twenty requests, every seventh connects directly.',
  requirements: ['R-DEFAULT-ROUTES', 'R-PATTERN-ROUTES'],
  fault: {
    at: 'router',
    policy: (egress) => {
      const documented = documentedPolicy(egress);
      let requests = 0;
      return {
        ...documented,
        route: (host) => (++requests > CALM && requests % 7 === 0 ? { kind: 'direct' } : documented.route(host)),
      };
    },
  },
} as const satisfies Sabotage;
