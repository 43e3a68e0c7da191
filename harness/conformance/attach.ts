import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Attachment } from './verification.ts';

/** Keeps a picture (PNG or `.jpg`) beside the reports; keeps nothing where no reports are wanted. */
export type Attach = (name: string, file: string, picture: Buffer) => Promise<readonly Attachment[]>;

const FOLDER = 'attachments';

/** @param folder the reports' folder; `undefined` for a run without reports. */
export function attachInto(folder: string | undefined): Attach {
  if (folder === undefined) return async () => [];
  return async (name, file, picture) => {
    await mkdir(join(folder, FOLDER), { recursive: true });
    await writeFile(join(folder, FOLDER, file), picture);
    return [{ name, path: `${FOLDER}/${file}`, mediaType: file.endsWith('.jpg') ? 'image/jpeg' : 'image/png' }];
  };
}
