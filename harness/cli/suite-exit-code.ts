import type { Verification } from '../conformance/verification.ts';
import type { ExitCode } from './io.ts';

const EXIT_CODES = {
  conforms: 0,
  violates: 1,
  inconclusive: 3,
  // Nothing could be examined, and so nothing was proved.
  'not-applicable': 3,
  'harness-fault': 3,
} as const satisfies Record<Verification['verdict'], ExitCode>;

/** Of a run of the conformance cases. A stale entry fails it like a violation: the file says something that is not so. */
export function suiteExitCode({ verdict, suite }: Pick<Verification, 'verdict' | 'suite'>, written: boolean): ExitCode {
  const code = EXIT_CODES[verdict];
  if (code === 1 || (suite?.stale.length ?? 0) > 0) return 1;
  return written ? code : 3;
}
