import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';

/** Milliseconds without a byte: enough for a proxy that answers at once, too few for one that does not. */
const PATIENCE = 100;

export const impatient = {
  name: 'impatient',
  breaks: 'A proxy that does not answer at once is given up.',
  requirements: ['R-FAILURE-SLOW-PROXY'],
  fault: {
    at: 'connections',
    watch: (socket) => {
      socket.setTimeout(PATIENCE, () => socket.destroy(new Error('Given up.')));
    },
  },
} as const satisfies Sabotage;
