import { access, constants, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { playwrightBrowser } from './playwright-browser.ts';

/** A browser executable and how it was found, in words for the person who runs the tool. */
export interface FoundBrowser {
  readonly executable: string;
  readonly foundBy: string;
}

/** `CHROMIUM_PATH` names something that cannot be executed. */
export class BrowserPathError extends Error {
  readonly code = 'ERR_BROWSER_PATH';

  constructor(path: string) {
    super(`CHROMIUM_PATH is ${JSON.stringify(path)}, which is not an executable file. Correct or unset it.`);
    this.name = 'BrowserPathError';
  }
}

const COMMANDS = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'chrome'];

const APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * Looks for a browser in this order: `CHROMIUM_PATH`, Playwright's own, an installed Chrome or Chromium.
 *
 * @returns `undefined` where there is none.
 * @throws {BrowserPathError} when `CHROMIUM_PATH` is set and unusable: a browser that somebody named is never
 *   silently replaced by another.
 */
export async function findBrowser(environment: NodeJS.ProcessEnv = process.env): Promise<FoundBrowser | undefined> {
  const named = environment['CHROMIUM_PATH'];
  if (named) {
    if (!(await isExecutable(named))) throw new BrowserPathError(named);
    return { executable: named, foundBy: 'CHROMIUM_PATH' };
  }
  const playwrights = await playwrightBrowser(environment);
  if (playwrights && (await isExecutable(playwrights))) return { executable: playwrights, foundBy: 'Playwright' };

  const folders = (environment['PATH'] ?? '').split(delimiter).filter(Boolean);
  const candidates = [
    ...COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command))),
    ...APPLICATIONS,
  ];
  for (const executable of candidates) {
    if (await isExecutable(executable)) return { executable, foundBy: 'installed on this machine' };
  }
  return undefined;
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    // A folder may be entered, which the same bit says.
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
