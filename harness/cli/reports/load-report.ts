import { InvalidInputError } from '../../configuration/invalid-input.ts';
import type { Verification } from '../../conformance/verification.ts';
import { readUserFile } from '../../matrix/user-file.ts';
import { loadReadReport } from '../plug-ins.ts';

/** What `run` and `verify` call it. */
export const REPORT_FILE = 'conformance-report.json';

/** Reads a conformance report. @throws {InvalidInputError} with what is wrong in the file, and where. */
async function loadReport(file: string): Promise<Verification> {
  const readReport = await loadReadReport();
  const read = readReport(await readUserFile(file));
  if (read.ok) return read.verification;
  throw new InvalidInputError(
    file,
    read.problems.map(({ path, problem }) => ({
      path,
      rule: 'conformance-report',
      problem,
      fix: `Name a ${REPORT_FILE} that this version of the tool has written.`,
    })),
  );
}

/** Reads all of them, also when one is already known to be unusable. @throws {InvalidInputError} (several: an `AggregateError`). */
export async function loadReports(files: readonly string[]): Promise<readonly Verification[]> {
  const reading = await Promise.allSettled(files.map(loadReport));
  const failures = reading.flatMap((read) => (read.status === 'rejected' ? [read.reason] : []));
  if (failures.length > 1) throw new AggregateError(failures);
  if (failures.length === 1) throw failures[0];
  return reading.flatMap((read) => (read.status === 'fulfilled' ? [read.value] : []));
}
