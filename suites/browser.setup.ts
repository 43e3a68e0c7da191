import { ensureBrowser, NoBrowserError } from '../harness/emulator/chromium/install.ts';
import { installPackages } from './debian-packages.ts';

/** Before any test: a real browser, found or installed once, named to every worker. */
export default async function setUpBrowser(): Promise<void> {
  const { executable, foundBy } = await ensureBrowser(say).catch((error: unknown) => {
    // As users do it, that fails where somebody was killed while something was installed.
    if (error instanceof NoBrowserError && installPackages(['chromium'])) return ensureBrowser(say);
    throw error;
  });
  say(`Browser: ${executable} (${foundBy})`);
  process.env['CHROMIUM_PATH'] = executable;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
