import { ensureBrowser } from '../harness/emulator/chromium/install.ts';

/** Before any test: a real browser, found or installed once, named to every worker. */
export default async function setUpBrowser(): Promise<void> {
  const { executable, foundBy } = await ensureBrowser(say);
  say(`Browser: ${executable} (${foundBy})`);
  process.env['CHROMIUM_PATH'] = executable;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
