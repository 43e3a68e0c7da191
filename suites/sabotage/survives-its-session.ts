import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';

export const survivesItsSession = {
  name: 'survives-its-session',
  breaks: 'The browser and its connections outlive the session.',
  requirements: ['R-LIFECYCLE-DISCARDED'],
  fault: {
    at: 'browsers',
    // The pool itself ends them when the run is over.
    pool: (pool) => ({
      ...pool,
      take: async (needs) => ({ ...(await pool.take(needs)), [Symbol.asyncDispose]: async () => undefined }),
    }),
  },
} as const satisfies Sabotage;
