import { relative } from 'node:path';
import type { Reporter, ReportFile } from '../../conformance/reporter.ts';
import type { Verification } from '../../conformance/verification.ts';
import { loadReporters } from '../plug-ins.ts';
import { removeReport } from './earlier-reports.ts';

/** A report that is there, and what it says. */
interface Written {
  readonly reporter: Reporter;
  readonly files: readonly ReportFile[];
  readonly told: Verification;
}

/**
 * Lets every reporter write, also when another one could not, and says where the files are. Where one is missing, the
 * others say so too: none of them may be read as a pass that the run is not.
 *
 * @returns what the run is worth with the reports that are there.
 */
export async function writeReports(
  verification: Verification,
  folder: string,
  out: (line: string) => void,
  err: (line: string) => void,
): Promise<Verification> {
  const lost: string[] = [];
  const write = async (reporter: Reporter): Promise<readonly Written[]> => {
    const told = withoutReports(verification, lost);
    try {
      await removeReport(reporter, folder);
      return [{ reporter, told, files: await reporter.report(told, folder) }];
    } catch (error) {
      lost.push(reporter.id);
      err(`The ${reporter.id} report could not be written: ${error instanceof Error ? error.message : String(error)}`);
      return [];
    }
  };
  const written: Written[] = [];
  for (const reporter of await loadReporters()) written.push(...(await write(reporter)));

  const final = withoutReports(verification, lost);
  const outdated = written.filter(({ told }) => told.incomplete !== final.incomplete);
  const current = written.filter((one) => !outdated.includes(one));
  // All at once: the most important one comes first, and needs a little more room than before.
  for (const { reporter } of outdated) await removeReport(reporter, folder);
  const again: Written[] = [];
  for (const { reporter } of outdated) again.push(...(await write(reporter)));
  const lines = [...again, ...current].flatMap(({ files }) =>
    files.map(({ title, path }) => `  ${title.padEnd(20)} ${relative(process.cwd(), path)}`),
  );
  if (lines.length > 0) out(['', 'Reports', ...lines].join('\n'));
  return withoutReports(verification, lost);
}

/** What cannot be shown is not proved; a violation stays one. */
function withoutReports(verification: Verification, lost: readonly string[]): Verification {
  if (lost.length === 0) return verification;
  const { verdict, incomplete } = verification;
  return {
    ...verification,
    verdict: verdict === 'conforms' || verdict === 'not-applicable' ? 'inconclusive' : verdict,
    incomplete: incomplete ?? `Reports could not be written: ${lost.join(', ')}.`,
  };
}
