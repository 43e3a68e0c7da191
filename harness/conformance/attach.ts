import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Attachment } from './verification.ts';

/** Keeps a picture (PNG or `.jpg`) beside the reports; keeps nothing where no reports are wanted. */
export type Attach = (name: string, file: string, picture: Buffer) => Promise<readonly Attachment[]>;

/** Below the reports' folder. */
export const ATTACHMENTS = 'attachments';

/** @param folder the reports' folder; `undefined` for a run without reports. */
export function attachInto(folder: string | undefined): Attach {
  if (folder === undefined) return async () => [];
  return async (name, file, picture) => {
    await mkdir(join(folder, ATTACHMENTS), { recursive: true });
    const path = join(folder, ATTACHMENTS, file);
    await writeFile(path, picture).catch(async (error: unknown) => {
      // Half a picture would only take room.
      await rm(path, { force: true });
      throw error;
    });
    return [{ name, path: `${ATTACHMENTS}/${file}`, mediaType: file.endsWith('.jpg') ? 'image/jpeg' : 'image/png' }];
  };
}
