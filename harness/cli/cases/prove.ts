import { rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { proveSuite } from '../../conformance/cases/prove-suite.ts';
import { runCases } from '../../conformance/cases/run-cases.ts';
import { ensureBrowser } from '../../emulator/chromium/install.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import type { ExitCode, Io } from '../io.ts';
import { makeFolder } from '../out-folders.ts';
import { loadCaseCatalogue, loadRequirements, loadSabotages } from '../plug-ins.ts';
import { progressLine } from '../progress.ts';
import { takeFolders } from '../reports/take-folders.ts';
import { matchingCases } from './case-selection.ts';
import type { ProveOptions } from './prove-options.ts';
import { proofReport } from './prove-report.ts';
import { proofTable } from './prove-table.ts';
import { selectSabotages } from './sabotage-selection.ts';

const PROOF = 'proof.json';

/**
 * Proves that each case can fail: without a sabotage all conform, and under each sabotage the cases that name it say
 * which requirement is broken. With `--sabotage` only these are tried, and the run without one is left out.
 *
 * @throws {InvalidInputError} before anything is started, for globs that match nothing.
 * @throws {OutFolderError} before anything is started.
 */
export async function proveCommand(options: ProveOptions, io: Io, signal: AbortSignal): Promise<ExitCode> {
  const startedAt = new Date();
  const selected = matchingCases(await loadCaseCatalogue(), options);
  const cases = selected.map((selection) => selection.case);
  const sabotages = selectSabotages(await loadSabotages(), cases, options);
  const requirements = await loadRequirements();
  const browser = await ensureBrowser((line) => io.err(line));
  io.err(`Browser: ${browser.executable} (${browser.foundBy})`);
  const folder = options.out === undefined ? undefined : await makeFolder('--out', options.out);
  using _taken = await takeFolders(folder === undefined ? [] : [folder], removeProof);
  const progress = progressLine(io);
  const shared = { requirements, browser: browser.executable, signal, onProgress: progress.show };
  const whole = selected.map(({ case: one }) => ({ case: one, cells: one.cells }));
  const baseline = options.sabotage.length > 0 ? undefined : await runCases({ ...shared, selected: whole });
  const proof = await proveSuite(cases, sabotages, shared);
  progress.end();
  const report = proofReport({
    cases,
    proof,
    planned: sabotages.length,
    signal,
    startedAt,
    ...(baseline === undefined ? {} : { baseline }),
  });
  const document = JSON.stringify(report, null, 2);
  io.out(options.json ? document : proofTable(report, io.colour));
  if (folder !== undefined) {
    const file = join(folder, PROOF);
    await writeFile(file, `${document}\n`);
    (options.json ? io.err : io.out)(`\nThe whole proof: ${relative(process.cwd(), file)}`);
  }
  return EXIT_CODES[report.verdict];
}

function removeProof(folder: string): Promise<void> {
  return rm(join(folder, PROOF), { force: true });
}
