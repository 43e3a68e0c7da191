import { asVerification } from '../../conformance/cases/as-verification.ts';
import { loadExpectedFailures } from '../../conformance/cases/load-expected-failures.ts';
import { runCases } from '../../conformance/cases/run-cases.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import type { ExitCode, Io } from '../io.ts';
import { makeFolder } from '../out-folders.ts';
import { loadCaseCatalogue, loadRequirements } from '../plug-ins.ts';
import { printer } from '../print-result.ts';
import { progressLine } from '../progress.ts';
import { takeFolders } from '../reports/take-folders.ts';
import { writeReports } from '../reports/write-reports.ts';
import { budgetOf, readWhere, whereArguments } from '../where.ts';
import { casePlaces } from './case-places.ts';
import { matchingCases, shareOf } from './case-selection.ts';
import type { RunOptions } from './run-options.ts';

/**
 * Runs the selected cases and prints what became of them.
 *
 * @throws {InvalidInputError} before anything is started, for globs that match nothing and an unusable file.
 * @throws {OutFolderError} before anything is started.
 * @throws {DeploymentError} before anything is started, where deployed witnesses cannot be had.
 */
export async function runCommand(options: RunOptions, io: Io, interrupted: AbortSignal): Promise<ExitCode> {
  const { seed, failFast, strict, personality, json } = options;
  const cases = await loadCaseCatalogue();
  const matching = matchingCases(cases, options);
  const selected = shareOf(matching, options);
  const expectedFailures =
    options.expectedFailures === undefined ? [] : await loadExpectedFailures(options.expectedFailures, cases);
  const where = await readWhere(options, io.err);
  using budget = budgetOf(where);
  const signal = budget ? AbortSignal.any([interrupted, budget.signal]) : interrupted;
  const requirements = await loadRequirements();
  const places = await casePlaces(where, personality, selected, io);
  if (seed !== undefined) io.err(`Seed: ${seed}`);
  const folder = options.out === undefined ? undefined : await makeFolder('--out', options.out);
  using _taken = await takeFolders(folder === undefined ? [] : [folder]);

  const progress = progressLine(io);
  const run = await runCases({
    selected,
    requirements,
    ...places,
    failFast,
    strict,
    expectedFailures,
    signal,
    onProgress: progress.show,
    ...(seed === undefined ? {} : { seed }),
    ...(folder === undefined ? {} : { folder }),
  });
  progress.end();
  const asked = {
    personality,
    strict,
    ...(seed === undefined ? {} : { seed }),
    ...(options.shard === undefined ? {} : { shard: options.shard }),
    ...(where.kind === 'in-process' ? {} : { where: whereArguments(options) }),
  };
  const verification = asVerification(run, asked, { cases, matching, selected });
  const result = await printer(json, false, io);
  result.show(verification);
  const final =
    folder === undefined ? verification : await writeReports(verification, folder, json ? io.err : io.out, io.err);
  result.conclude(final);
  return EXIT_CODES[final.verdict];
}
