import type { Verdict } from '../evidence/verdict.ts';
import type { ExitCode } from './io.ts';

/** What a verdict on a run is to the process that asked for it. */
export const EXIT_CODES = {
  conforms: 0,
  violates: 1,
  inconclusive: 3,
  // Nothing could be examined, and so nothing was proved.
  'not-applicable': 3,
  'harness-fault': 3,
} as const satisfies Record<Verdict, ExitCode>;
