import type { ExitCode, Io } from '../io.ts';
import { loadComparer } from '../plug-ins.ts';
import { loadReports } from './load-report.ts';

export interface CompareArguments {
  /** Paths of two `conformance-report.json`. */
  readonly before: string;
  readonly after: string;
  /** What is no longer examined does not count as worse. */
  readonly allowFewer: boolean;
  readonly json: boolean;
}

/**
 * Prints what changed from one conformance report to a later one.
 * @returns 1 where something got worse, or is no longer examined where that was not allowed.
 * @throws {InvalidInputError} (two: an `AggregateError`) for files that are no reports.
 */
export async function compare({ before, after, allowFewer, json }: CompareArguments, io: Io): Promise<ExitCode> {
  const [earlier, later] = await loadReports([before, after]);
  if (earlier === undefined || later === undefined) return 2;
  const { compareReports, describeComparison } = await loadComparer();
  const comparison = compareReports(earlier, later, allowFewer);
  io.out(json ? JSON.stringify(comparison, null, 2) : describeComparison(comparison, io.colour));
  return comparison.worse ? 1 : 0;
}
