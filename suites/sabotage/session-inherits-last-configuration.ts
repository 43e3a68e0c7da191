import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';
import type { EgressConfiguration } from '../../harness/emulator/session-browser.ts';

export const sessionInheritsLastConfiguration = {
  name: 'session-inherits-last-configuration',
  breaks: 'All sessions take the routes of the one that was started last.',
  requirements: ['R-LIFECYCLE-SESSION-SCOPED'],
  fault: {
    at: 'several',
    faults: () => {
      let last: EgressConfiguration | undefined;
      return [
        {
          at: 'router',
          policy: (egress) => {
            last = egress;
            return { ...documentedPolicy(egress), route: (host) => documentedPolicy(last).route(host) };
          },
        },
      ];
    },
  },
} as const satisfies Sabotage;
