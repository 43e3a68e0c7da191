import type { Verification } from '../../conformance/verification.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import type { ExitCode } from '../io.ts';

/** Of a run of the conformance cases. A stale entry fails it like a violation: the file says something that is not so. */
export function suiteExitCode({ verdict, suite }: Pick<Verification, 'verdict' | 'suite'>): ExitCode {
  return (suite?.stale.length ?? 0) > 0 ? 1 : EXIT_CODES[verdict];
}
