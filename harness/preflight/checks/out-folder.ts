import { access, constants, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Check } from '../check.ts';

/** Looks at the folder for reports, or at the nearest above it that exists; makes none. */
export const outFolder: Check = {
  id: 'out-folder',
  async examine({ out = '' }) {
    const folder = await nearest(resolve(out));
    const fix = 'Name another folder with --out, or make this one writable.';
    if (!(await stat(folder)).isDirectory()) return { state: 'missing', says: `${folder} is no folder.`, fix };
    try {
      await access(folder, constants.W_OK | constants.X_OK);
      return { state: 'ok', says: `Reports can be written to ${resolve(out)}` };
    } catch {
      return { state: 'missing', says: `Nothing can be written to ${folder}.`, fix };
    }
  },
};

async function nearest(path: string): Promise<string> {
  const exists = await stat(path).then(
    () => true,
    () => false,
  );
  return exists || dirname(path) === path ? path : nearest(dirname(path));
}
