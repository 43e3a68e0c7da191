import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';

/** The folder that reports are wanted in cannot be made. */
class OutFolderError extends Error {
  readonly code = 'ERR_OUT_FOLDER';

  constructor(folder: string, error: unknown) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    super(`--out: the folder ${folder} cannot be made (${reason}). Name one that exists or can be made.`);
    this.name = 'OutFolderError';
  }
}

/**
 * Makes a folder for each configuration's reports: `out` itself for a single one, a numbered folder in it otherwise.
 *
 * @param sources configurations, as the user named them.
 * @returns absolute paths by position; none where no reports are wanted.
 * @throws {OutFolderError}
 */
export async function makeFolders(out: string | undefined, sources: readonly string[]): Promise<readonly string[]> {
  if (out === undefined) return [];
  const folders = sources.map((source, i) => resolve(out, sources.length > 1 ? folderName(source, i) : ''));
  for (const folder of folders) {
    await mkdir(folder, { recursive: true }).catch((error: unknown) => {
      throw new OutFolderError(folder, error);
    });
  }
  return folders;
}

function folderName(source: string, index: number): string {
  const base = source
    .replace(/^.*[/\\]/, '')
    .replace(/\.json$/i, '')
    .replace(/[^\w.-]+/g, '-');
  return `${String(index + 1).padStart(2, '0')}-${base}`;
}
