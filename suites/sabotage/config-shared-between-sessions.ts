import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';
import type { EgressConfiguration } from '../../harness/emulator/session-browser.ts';

export const configSharedBetweenSessions = {
  name: 'config-shared-between-sessions',
  breaks: 'Every session takes the routes of the first one that was started.',
  requirements: ['R-LIFECYCLE-SESSION-SCOPED', 'R-LIFECYCLE-NEW-SESSION'],
  fault: {
    at: 'several',
    faults: () => {
      let first: EgressConfiguration | undefined;
      return [
        {
          at: 'router',
          policy: (egress) => {
            first ??= egress;
            return documentedPolicy(first);
          },
        },
      ];
    },
  },
} as const satisfies Sabotage;
