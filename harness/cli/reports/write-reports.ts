import { relative } from 'node:path';
import type { Verification } from '../../conformance/verification.ts';
import { loadReporters } from '../plug-ins.ts';

/**
 * Lets every reporter write, also when another one could not, and says where the files are.
 * @returns whether all of them were written.
 */
export async function writeReports(
  verification: Verification,
  folder: string,
  out: (line: string) => void,
  err: (line: string) => void,
): Promise<boolean> {
  let complete = true;
  const lines: string[] = [];
  for (const reporter of await loadReporters()) {
    try {
      for (const { title, path } of await reporter.report(verification, folder)) {
        lines.push(`  ${title.padEnd(20)} ${relative(process.cwd(), path)}`);
      }
    } catch (error) {
      complete = false;
      err(`The ${reporter.id} report could not be written: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  out(['', 'Reports', ...lines].join('\n'));
  return complete;
}
