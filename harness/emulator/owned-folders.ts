import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

/** What this process has made, so that its own folders are never mistaken for those of an earlier process of its id. */
const made = new Set<string>();

/**
 * `acpc-<host>-<process id>-<random>`: whose a folder is stands in its name, as short as can be and always of the same
 * length, because the paths of Chromium's sockets begin with it. Earlier versions wrote `acpc-<purpose>-<host's name>-…`.
 */
const NAME = /^acpc-(?<host>[0-9a-f]{4}|(?:chromium|emulator)-.+)-(?<processId>\d+)-\w{6}$/;

/** Digits of the largest process id that Linux gives (4194304); other systems' are shorter. */
const PROCESS_ID_DIGITS = 7;

/** Of a folder's name, which is ASCII. */
export const OWNED_NAME_BYTES = 'acpc-0000-0000000-abcdef'.length;

/** Containers may share a folder for temporary files, and not their process ids. */
export function thisHost(): string {
  return hostname().replace(/[^\w.-]/g, '_');
}

/** {@link thisHost} in four digits: names of machines in a cloud are so long that Chromium would not start. */
function hostTag(): string {
  return createHash('sha256').update(hostname()).digest('hex').slice(0, 4);
}

/**
 * Makes a folder for temporary files, readable by this user only. Whoever asks for it removes it; after a process that
 * was killed, {@link removeAbandonedFolders} does.
 */
export async function makeOwnedFolder(): Promise<string> {
  const processId = String(process.pid).padStart(PROCESS_ID_DIGITS, '0');
  const folder = await mkdtemp(join(tmpdir(), `acpc-${hostTag()}-${processId}-`));
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
  const ofThisHost: readonly unknown[] = [hostTag(), `chromium-${thisHost()}`, `emulator-${thisHost()}`];
  for (const name of await readdir(tmpdir())) {
    const folder = join(tmpdir(), name);
    const { host, processId } = NAME.exec(name)?.groups ?? {};
    if (!ofThisHost.includes(host) || made.has(folder)) continue;
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
