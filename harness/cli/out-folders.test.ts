import { mkdirSync, statSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeFolder } from './out-folders.ts';
import { Workplace } from './testing/command-line.ts';

let workplace: Workplace;
beforeEach(() => {
  workplace = new Workplace();
});
afterEach(() => workplace[Symbol.dispose]());

test('a folder is made with those that it is in, also by several at once, and one that is there is taken', async () => {
  mkdirSync(workplace.path('there'));
  const folder = workplace.path('there', 'a', 'b');
  expect(await Promise.all([1, 2, 3].map(() => makeFolder('--out', folder)))).toEqual([folder, folder, folder]);
  expect(await makeFolder('--out', folder)).toBe(folder);
  expect(statSync(folder).isDirectory()).toBe(true);
});

// A file system that takes no folders, of which every Linux has one; Node's own recursive `mkdir` never returns there.
test.runIf(process.platform === 'linux')('where no folder can be made, it ends and says so', async () => {
  await expect(makeFolder('--persist', '/proc/none/kept')).rejects.toMatchObject({
    code: 'ERR_OUT_FOLDER',
    message: '--persist: the folder /proc/none/kept cannot be made (ENOENT). Name one that exists or can be made.',
  });
});
