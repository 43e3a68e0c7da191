import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** The options that name a folder to be made. */
export type FolderOption = '--out' | '--persist';

/** A folder that something is to be kept in cannot be had. */
export class OutFolderError extends Error {
  readonly code = 'ERR_OUT_FOLDER';
  override readonly name = 'OutFolderError';
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
    await makeFolder('--out', folder);
  }
  return folders;
}

/**
 * Makes a folder, with those that it is in.
 * @returns its absolute path.
 * @throws {OutFolderError}
 */
export async function makeFolder(option: FolderOption, path: string): Promise<string> {
  const folder = resolve(path);
  await makeLevels(folder).catch((error: unknown) => {
    const reason = codeOf(error) ?? String(error);
    throw new OutFolderError(
      `${option}: the folder ${folder} cannot be made (${reason}). Name one that exists or can be made.`,
    );
  });
  return folder;
}

/** Level by level: Node's own `recursive` never comes back from where there can be no new folders, below /proc for one. */
async function makeLevels(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    if (await isFolder(folder)) return;
    const parent = dirname(folder);
    if (codeOf(error) !== 'ENOENT' || parent === folder) throw error;
    await makeLevels(parent);
    await mkdir(folder).catch(async (second: unknown) => {
      // Somebody else may have made it meanwhile.
      if (!(await isFolder(folder))) throw second;
    });
  }
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}

/** The system's own code of what went wrong. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

function folderName(source: string, index: number): string {
  const base = source
    .replace(/^.*[/\\]/, '')
    .replace(/\.json$/i, '')
    .replace(/[^\w.-]+/g, '-');
  return `${String(index + 1).padStart(2, '0')}-${base}`;
}
