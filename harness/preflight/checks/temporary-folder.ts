import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkTemporaryFolder, TemporaryFolderError } from '../../emulator/chromium/temporary-folder.ts';
import type { Check } from '../check.ts';

const MEGABYTE = 1024 * 1024;

/** Bytes for the browsers' profiles, 5 to 30 MB each, and room to breathe. */
export const DISK_NEEDED = 200 * MEGABYTE;

/** @param free bytes that are free in a folder. */
export function temporaryFolderCheck(free: (folder: string) => Promise<number> = freeBytes): Check {
  return {
    id: 'temporary-folder',
    async examine() {
      const folder = tmpdir();
      try {
        checkTemporaryFolder();
        const own = await mkdtemp(join(folder, 'acpc-doctor-'));
        await writeFile(join(own, 'file'), '').finally(() => rm(own, { recursive: true }));
      } catch (error) {
        if (error instanceof TemporaryFolderError) return { state: 'missing', says: error.says, fix: error.fix };
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
        const fix = 'Make it writable, or set TMPDIR to a folder that is.';
        return { state: 'missing', says: `Nothing can be written to ${folder} (${code}).`, fix };
      }
      const left = await free(folder);
      const says = `${Math.floor(left / MEGABYTE)} MB free in ${folder}`;
      if (left >= DISK_NEEDED) return { state: 'ok', says };
      const fix = `Browsers' profiles take up to ${DISK_NEEDED / MEGABYTE} MB: make room, or set TMPDIR to another folder.`;
      return { state: 'missing', says: `${says} only.`, fix };
    },
  };
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
