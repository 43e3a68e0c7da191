import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';
import { isDefault } from './default-proxies.ts';

/** Milliseconds without a byte. */
const PATIENCE = 1_000;

export const directAfterSilence = {
  name: 'direct-after-silence',
  breaks: 'A request that a default proxy has not answered within a second is made directly.',
  requirements: ['R-FAIL-OPEN-ERROR-PAGE'],
  fault: {
    at: 'several',
    faults: () => [
      {
        at: 'connections',
        watch: (socket) => {
          socket.setTimeout(PATIENCE, () => socket.destroy(new Error('Given up.')));
        },
      },
      {
        at: 'router',
        policy: (egress) => ({
          ...documentedPolicy(egress),
          afterFailure: (failed) => (isDefault(egress, failed) ? { kind: 'direct' } : 'error'),
        }),
      },
    ],
  },
} as const satisfies Sabotage;
