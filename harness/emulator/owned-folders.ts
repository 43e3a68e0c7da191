import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

/** What this process has made, so that its own folders are never mistaken for those of an earlier process of its id. */
const made = new Set<string>();

/** `acpc-<purpose>-<host>-<process id>-<random>`: whose a folder is stands in its name. */
const NAME = /^acpc-(?:chromium|emulator)-(.+)-(\d+)-\w{6}$/;

/** Containers may share a folder for temporary files, and not their process ids. */
export function thisHost(): string {
  return hostname().replace(/[^\w.-]/g, '_');
}

/**
 * Makes a folder for temporary files, readable by this user only. Whoever asks for it removes it; after a process that
 * was killed, {@link removeAbandonedFolders} does.
 */
export async function makeOwnedFolder(purpose: 'chromium' | 'emulator'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `acpc-${purpose}-${thisHost()}-${process.pid}-`));
  made.add(folder);
  return folder;
}

/** Removes a folder with everything in it. */
export async function removeOwnedFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  made.delete(folder);
}

/** Removes what processes of this host that are gone have left behind. Another user's stays where it is. */
export async function removeAbandonedFolders(): Promise<void> {
  const host = thisHost();
  for (const name of await readdir(tmpdir())) {
    const folder = join(tmpdir(), name);
    const [, ofHost, processId] = NAME.exec(name) ?? [];
    if (ofHost !== host || made.has(folder)) continue;
    // With our own id and not made by us: an earlier process had the same one, as in a container that is restarted.
    if (Number(processId) !== process.pid && isAlive(Number(processId))) continue;
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Of this host. */
export function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    // Everything but "no such process" is about a process that exists.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
