import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';

/**
 * Where Playwright keeps, or would keep, its Chromium. Asked in a process of its own: the library takes more memory
 * than everything else that a run loads.
 */
export async function playwrightBrowser(): Promise<string | undefined> {
  const library = createRequire(import.meta.url).resolve('playwright-core');
  const question = `process.stdout.write(require(${JSON.stringify(library)}).chromium.executablePath())`;
  return new Promise((resolve) => {
    execFile(process.execPath, ['--eval', question], (error, answer) => resolve(error || !answer ? undefined : answer));
  });
}
