import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Check } from '../check.ts';

/** A program that has to be on the PATH for something. */
export function programCheck(id: string, purpose: string, fix: string): Check {
  return {
    id,
    async examine({ environment }) {
      const folders = (environment['PATH'] ?? '').split(delimiter).filter(Boolean);
      for (const folder of folders) {
        for (const name of [id, `${id}.exe`]) {
          const isThere = await access(join(folder, name), constants.X_OK).then(
            () => true,
            () => false,
          );
          if (isThere) return { state: 'ok', says: join(folder, name) };
        }
      }
      return { state: 'missing', says: `There is no ${id}, ${purpose}.`, fix };
    },
  };
}
