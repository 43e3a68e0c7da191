import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import type { EgressConfiguration } from '../../harness/emulator/session-browser.ts';

export const fillsInConfiguration = {
  name: 'fills-in-configuration',
  breaks: 'A session without a proxy configuration takes the routes of the last session that had one.',
  requirements: ['R-WITHOUT-CONFIGURATION'],
  fault: {
    at: 'browsers',
    pool: (pool) => {
      let last: EgressConfiguration | undefined;
      return {
        async take(needs) {
          const browser = await pool.take(needs);
          const configure: typeof browser.configure = (egress) => {
            last = egress ?? last;
            browser.configure(last);
          };
          return { ...browser, configure };
        },
        [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose](),
      };
    },
  },
} as const satisfies Sabotage;
