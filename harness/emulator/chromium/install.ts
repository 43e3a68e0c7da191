import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { childEnvironment } from '../../child-environment.ts';
import { type FoundBrowser, findBrowser } from './find.ts';
import { checkTemporaryFolder } from './temporary-folder.ts';

/** There is no browser and none could be installed. */
export class NoBrowserError extends Error {
  readonly code = 'ERR_NO_BROWSER';

  constructor() {
    super(
      'No Chromium found, and none could be installed. Install Chrome or Chromium, run `npx playwright install chromium`, or set CHROMIUM_PATH to an executable.',
    );
    this.name = 'NoBrowserError';
  }
}

/**
 * Finds a browser that can be started here, or installs one: with Playwright's installer, and where that cannot reach its host, as Debian's
 * package when root.
 *
 * @param say is told what is being installed, one line at a time.
 * @throws {NoBrowserError} with what to do.
 * @throws {BrowserPathError} see {@link findBrowser}.
 * @throws {TemporaryFolderError} where no browser could start.
 */
export async function ensureBrowser(say: (line: string) => void): Promise<FoundBrowser> {
  checkTemporaryFolder();
  const found = await findBrowser();
  if (found) return found;

  say('No Chrome or Chromium found; installing one with Playwright’s installer.');
  const playwright = join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js');
  await succeeds(process.execPath, [playwright, 'install', 'chromium']);
  const downloaded = await findBrowser();
  if (downloaded) return downloaded;

  if (process.platform === 'linux' && process.getuid?.() === 0) {
    say('Playwright’s installer could not; installing Debian’s package chromium.');
    if ((await succeeds('apt-get', ['update'])) && (await succeeds('apt-get', ['install', '--yes', 'chromium']))) {
      const packaged = await findBrowser();
      if (packaged) return packaged;
    }
  }
  throw new NoBrowserError();
}

async function succeeds(command: string, args: readonly string[]): Promise<boolean> {
  const env = { ...childEnvironment('installer'), DEBIAN_FRONTEND: 'noninteractive' };
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'ignore'], env });
  return new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}
