import { cp, mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { InvalidInputError } from '../../configuration/invalid-input.ts';
import { mergeParts } from '../../conformance/merging/merge-parts.ts';
import type { CheckResult, Verification } from '../../conformance/verification.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import type { ExitCode, Io } from '../io.ts';
import { makeFolder } from '../out-folders.ts';
import { loadCaseCatalogue } from '../plug-ins.ts';
import { printer } from '../print-result.ts';
import { loadReports, REPORT_FILE } from './load-report.ts';
import type { MergeOptions } from './report-options.ts';
import { takeFolders } from './take-folders.ts';
import { writeReports } from './write-reports.ts';

/**
 * Puts the reports of a run's parts together, and prints and writes what the whole run would have.
 *
 * @param folders as the user named them.
 * @throws {InvalidInputError} (several: an `AggregateError`) before anything is written.
 * @throws {OutFolderError} before anything is written.
 */
export async function mergeReports(folders: readonly string[], { out, json }: MergeOptions, io: Io): Promise<ExitCode> {
  if (folders.some((folder) => resolve(folder) === resolve(out))) throw partAsOut(out);
  const reports = await loadReports(folders.map((folder) => join(folder, REPORT_FILE)));
  const catalogue = await loadCaseCatalogue();
  const parts = reports.map((verification, position) => ({ source: folders[position] ?? '', verification }));
  const whole = mergeParts(
    parts,
    catalogue.flatMap(({ cells }) => cells.map(({ path }) => path)),
  );
  const folder = await makeFolder('--out', out);
  using _taken = await takeFolders([folder]);
  const lost: string[] = [];
  for (const { source, verification } of parts) {
    lost.push(...(await copyAttachments(verification.checks, source, folder)));
  }
  if (lost.length > 0) io.err(`Of the parts’ attachments ${lost.length} are missing, ${lost[0]} for one.`);
  const merged = withoutAttachments(whole, new Set(lost));
  const result = await printer(json, false, io);
  result.show(merged);
  const final = await writeReports(merged, folder, json ? io.err : io.out, io.err);
  result.conclude(final);
  return EXIT_CODES[final.verdict];
}

function partAsOut(out: string): InvalidInputError {
  return new InvalidInputError('command line', [
    {
      path: '--out',
      rule: 'part-overwritten',
      value: JSON.stringify(out),
      problem: 'This folder holds one of the parts.',
      fix: 'Name another one.',
    },
  ]);
}

/** @returns the paths of those that are not there: whoever moves reports about may leave pictures behind. */
async function copyAttachments(checks: readonly CheckResult[], from: string, to: string): Promise<readonly string[]> {
  const lost: string[] = [];
  for (const { path } of checks.flatMap(({ attachments }) => attachments)) {
    await mkdir(dirname(join(to, path)), { recursive: true });
    await cp(join(from, path), join(to, path)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      lost.push(path);
    });
  }
  return lost;
}

function withoutAttachments(whole: Verification, lost: ReadonlySet<string>): Verification {
  if (lost.size === 0) return whole;
  const checks = whole.checks.map((check) => ({
    ...check,
    attachments: check.attachments.filter(({ path }) => !lost.has(path)),
  }));
  return { ...whole, checks };
}
