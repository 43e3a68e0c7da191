import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { childEnvironment } from '../../child-environment.ts';
import { BrowserPathError, findBrowser } from '../../emulator/chromium/find.ts';
import type { Check } from '../check.ts';

/** Milliseconds for a browser to say its version: 50–300 were seen, more on a busy machine. */
const VERSION_LIMIT = 10_000;

export const browser: Check = {
  id: 'browser',
  async examine({ environment }) {
    try {
      const found = await findBrowser(environment);
      if (found !== undefined) {
        const { executable, foundBy } = found;
        return { state: 'ok', says: `${await versionOf(executable)} at ${executable} (${foundBy})` };
      }
    } catch (error) {
      if (!(error instanceof BrowserPathError)) throw error;
      return { state: 'missing', says: 'CHROMIUM_PATH names no executable file.', fix: 'Correct or unset it.' };
    }
    const fix =
      'Install Chrome or Chromium, or run `npx playwright install chromium`; the first run tries to, otherwise.';
    return { state: 'missing', says: 'No Chrome or Chromium was found.', fix };
  },
};

async function versionOf(executable: string): Promise<string> {
  try {
    const env = childEnvironment('browser');
    const { stdout } = await promisify(execFile)(executable, ['--version'], { env, timeout: VERSION_LIMIT });
    return stdout.trim().replace(/\s+/g, ' ') || 'A browser of unknown version';
  } catch {
    return 'A browser that does not say its version';
  }
}
