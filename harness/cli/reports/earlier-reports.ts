import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ATTACHMENTS } from '../../conformance/attach.ts';
import type { Reporter } from '../../conformance/reporter.ts';
import { loadReporters } from '../plug-ins.ts';

/**
 * Removes the reports of an earlier run, and what is attached to them: nothing of it may look like this run's. Allure's
 * history stays.
 */
export async function removeEarlierReports(folder: string): Promise<void> {
  const reporters = await loadReporters();
  // Without a report beside it, a folder of that name is somebody else's.
  const found = reporters.flatMap(({ writes }) => writes).some((name) => existsSync(join(folder, name)));
  if (!found) return;
  for (const reporter of reporters) await removeReport(reporter, folder);
  await rm(join(folder, ATTACHMENTS), { recursive: true, force: true });
}

/** Removes what a reporter has written. What cannot be removed cannot be written either, which is said then. */
export async function removeReport({ writes }: Reporter, folder: string): Promise<void> {
  for (const name of writes) {
    await rm(join(folder, name), { force: true, recursive: name.endsWith('/') }).catch(() => undefined);
  }
}
