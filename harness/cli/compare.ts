import { InvalidInputError } from '../configuration/invalid-input.ts';
import type { Verification } from '../conformance/verification.ts';
import { readUserFile } from '../matrix/user-file.ts';
import type { ExitCode, Io } from './io.ts';
import { loadComparer, loadReadReport } from './plug-ins.ts';

export interface CompareArguments {
  /** Paths of two `conformance-report.json`. */
  readonly before: string;
  readonly after: string;
  readonly json: boolean;
}

/**
 * Prints what changed from one conformance report to a later one.
 * @returns 1 where something got worse.
 * @throws {InvalidInputError} (two: an `AggregateError`) for files that are no reports.
 */
export async function compare({ before, after, json }: CompareArguments, io: Io): Promise<ExitCode> {
  const reading = await Promise.allSettled([before, after].map(loadReport));
  const failures = reading.flatMap((read) => (read.status === 'rejected' ? [read.reason] : []));
  if (failures.length > 1) throw new AggregateError(failures);
  if (failures.length === 1) throw failures[0];
  const [earlier, later] = reading.flatMap((read) => (read.status === 'fulfilled' ? [read.value] : []));
  if (earlier === undefined || later === undefined) return 2;
  const { compareReports, describeComparison } = await loadComparer();
  const comparison = compareReports(earlier, later);
  io.out(json ? JSON.stringify(comparison, null, 2) : describeComparison(comparison, io.colour));
  return comparison.worse ? 1 : 0;
}

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
      fix: 'Name a conformance-report.json that this version of the tool has written.',
    })),
  );
}
