import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, thisHost } from '../emulator/owned-folders.ts';
import { codeOf, type FolderOption, OutFolderError } from './out-folders.ts';

const NAME = '.agentcore-proxy-conformance.lock';
/** Others may take an abandoned lock, or give theirs back, in the very moment. */
const ATTEMPTS = 3;

/** Another process was quicker. */
const GONE_OR_THERE: readonly unknown[] = ['ENOENT', 'EEXIST'];

/** Who works in the folder that an option names, and what they do then. */
const WORKERS: Readonly<Record<FolderOption, { readonly who: string; readonly does: string }>> = {
  '--out': { who: 'another run', does: 'is at work in' },
  '--persist': { who: 'another emulator', does: 'keeps its secrets and profiles in' },
};

/** `<host> <process id>` of whoever holds it. */
const HOLDER = /^(\S+) (\d+)\n$/;

/**
 * Holds a folder for this process until it is disposed of. The lock of a process of this host that is gone counts for
 * nothing.
 *
 * @throws {OutFolderError} where another process holds it.
 */
export function lockFolder(option: FolderOption, folder: string): Disposable {
  const file = join(folder, NAME);
  const own = `${thisHost()} ${process.pid}\n`;
  for (let attempt = 1; !create(file, own, option, folder); attempt += 1) {
    const held = read(file);
    if (attempt === ATTEMPTS || (held !== undefined && isAtWork(held))) throw busy(option, folder, file, held ?? '');
    if (held !== undefined) takeAway(file, held);
  }
  return { [Symbol.dispose]: () => rmSync(file, { force: true }) };
}

/** @returns whether it was not there. */
function create(file: string, own: string, option: FolderOption, folder: string): boolean {
  try {
    writeFileSync(file, own, { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    if (read(file) === '') rmSync(file, { force: true });
    throw new OutFolderError(
      `${option}: nothing can be written to the folder ${folder} (${codeOf(error) ?? error}). Name another one, or make room.`,
    );
  }
}

/** What is unreadable was just begun by another process, which has not written its name yet. */
function isAtWork(held: string): boolean {
  const [, host, processId] = HOLDER.exec(held) ?? [];
  if (host !== thisHost()) return true;
  // With our own id and not made by us: an earlier process had the same one, as in a container that is restarted.
  return Number(processId) !== process.pid && isAlive(Number(processId));
}

/** Only one of several takes it, and gives back what was not abandoned: another may have made a new one meanwhile. */
function takeAway(file: string, abandoned: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    if (read(aside) !== abandoned) linkSync(aside, file);
  } catch (error) {
    if (!GONE_OR_THERE.includes(codeOf(error))) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function busy(option: FolderOption, folder: string, file: string, held: string): OutFolderError {
  const [, host, processId] = HOLDER.exec(held) ?? [];
  const which = processId === undefined ? '' : ` (process ${processId}${host === thisHost() ? '' : ` of ${host}`})`;
  const { who, does } = WORKERS[option];
  return new OutFolderError(
    `${option}: ${who}${which} ${does} ${folder}. Wait for its end, or name another folder. If there is none, delete ${file}.`,
  );
}
