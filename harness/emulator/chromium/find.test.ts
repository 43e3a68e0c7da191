import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findBrowser } from './find.ts';
import { playwrightBrowser } from './playwright-browser.ts';
import { BrowserFolder } from './testing/browser-folder.ts';

let folder: BrowserFolder;
beforeEach(() => {
  folder = new BrowserFolder();
});
afterEach(() => folder[Symbol.dispose]());

/** Hides what Playwright has installed on this machine. */
const NO_PLAYWRIGHT = { PLAYWRIGHT_BROWSERS_PATH: '/no/such/folder' };

/** A PATH of two folders, the first of which holds the given commands. */
function searchPath(...commands: string[]): string {
  for (const command of commands) folder.script(command, 'exit 0');
  return [folder.scripts, folder.path].join(':');
}

test('CHROMIUM_PATH comes before everything else', async () => {
  const named = folder.script('mine', 'exit 0');
  expect(await findBrowser({ ...NO_PLAYWRIGHT, CHROMIUM_PATH: named, PATH: searchPath('google-chrome') })).toEqual({
    executable: named,
    foundBy: 'CHROMIUM_PATH',
  });
});

test.each([
  ['nothing', '/no/such/browser'],
  ['a folder', '/usr/bin'],
  ['a file that is no program', new URL(import.meta.url).pathname],
])('CHROMIUM_PATH that names %s is an error, never another browser', async (_, path) => {
  await expect(
    findBrowser({ ...NO_PLAYWRIGHT, CHROMIUM_PATH: path, PATH: searchPath('chromium') }),
  ).rejects.toMatchObject({
    code: 'ERR_BROWSER_PATH',
    message: `CHROMIUM_PATH is "${path}", which is not an executable file. Correct or unset it.`,
  });
});

test('Playwright’s own comes before what is installed', async () => {
  const browsers = join(folder.path, 'playwright');
  // Where Playwright has never installed anything it is not even asked.
  expect(await playwrightBrowser({ PLAYWRIGHT_BROWSERS_PATH: browsers })).toBeUndefined();
  mkdirSync(browsers);
  const playwrights = (await playwrightBrowser({ PLAYWRIGHT_BROWSERS_PATH: browsers })) ?? '';
  expect(playwrights).toContain(browsers);
  mkdirSync(dirname(playwrights), { recursive: true });
  writeFileSync(playwrights, '', { mode: 0o755 });
  expect(await findBrowser({ PLAYWRIGHT_BROWSERS_PATH: browsers, PATH: searchPath('chromium') })).toEqual({
    executable: playwrights,
    foundBy: 'Playwright',
  });
});

test('Chrome comes before Chromium, whichever folder holds it; an empty CHROMIUM_PATH names nothing', async () => {
  const chromium = join(folder.path, 'chromium');
  writeFileSync(chromium, '', { mode: 0o755 });
  expect(await findBrowser({ ...NO_PLAYWRIGHT, CHROMIUM_PATH: '', PATH: searchPath() })).toEqual({
    executable: chromium,
    foundBy: 'installed on this machine',
  });
  const { executable } =
    (await findBrowser({ ...NO_PLAYWRIGHT, PATH: `${folder.path}:${searchPath('google-chrome')}` })) ?? {};
  expect(executable).toBe(join(folder.scripts, 'google-chrome'));
});

test('what cannot be executed is passed over; where there is none, there is none', async () => {
  mkdirSync(join(folder.path, 'chromium'));
  writeFileSync(join(folder.path, 'chrome'), '');
  expect(await findBrowser({ ...NO_PLAYWRIGHT, PATH: searchPath() })).toBeUndefined();
  expect(await findBrowser(NO_PLAYWRIGHT)).toBeUndefined();
});
