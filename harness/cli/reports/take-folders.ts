import { lockFolder } from '../folder-lock.ts';
import { removeEarlierReports } from './earlier-reports.ts';

/**
 * Takes folders for the reports of one run, until it is disposed of or the process ends: no other run writes there meanwhile, and nothing
 * of an earlier one is left.
 *
 * @param folders exist.
 * @param clear takes away what an earlier run has left in one. Default: its reports.
 * @throws {OutFolderError} where another run is at work.
 */
export async function takeFolders(
  folders: readonly string[],
  clear: (folder: string) => Promise<void> = removeEarlierReports,
): Promise<Disposable> {
  const locks: Disposable[] = [];
  const release = (): void => {
    process.off('exit', release);
    for (const lock of locks.splice(0)) lock[Symbol.dispose]();
  };
  process.on('exit', release);
  try {
    for (const folder of folders) locks.push(lockFolder('--out', folder));
    for (const folder of folders) await clear(folder);
  } catch (error) {
    release();
    throw error;
  }
  return { [Symbol.dispose]: release };
}
