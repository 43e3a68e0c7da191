import { readFile } from 'node:fs/promises';
import { InvalidInputError } from '../configuration/invalid-input.ts';

/**
 * The text of a file that the user named, UTF-8 with or without byte order mark.
 *
 * @throws {InvalidInputError} when it cannot be read.
 */
export async function readUserFile(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new InvalidInputError(path, [
      {
        path: '',
        rule: 'file-unreadable',
        problem: `The file cannot be read (${code}).`,
        fix: 'Check the path, which counts from the current folder.',
      },
    ]);
  }
}
