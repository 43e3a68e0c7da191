import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { childEnvironment } from '../../child-environment.ts';

/**
 * Where Playwright keeps its Chromium, if it has ever installed a browser. The library is asked in a process of its
 * own: it takes more memory than everything else that a run loads.
 */
export async function playwrightBrowser(environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  const folder = environment['PLAYWRIGHT_BROWSERS_PATH'] ?? defaultFolder(environment);
  // "0" stands for a folder within the library.
  const exists =
    folder === '0' ||
    (await access(folder).then(
      () => true,
      () => false,
    ));
  if (!exists) return undefined;
  const library = createRequire(import.meta.url).resolve('playwright-core');
  const question = `process.stdout.write(require(${JSON.stringify(library)}).chromium.executablePath())`;
  return new Promise((resolve) => {
    const env = childEnvironment('playwright', environment);
    execFile(process.execPath, ['--eval', question], { env }, (error, answer) =>
      resolve(error || !answer ? undefined : answer),
    );
  });
}

/** Source: Playwright's documentation, "Browsers", "Managing browser binaries". */
function defaultFolder(environment: NodeJS.ProcessEnv): string {
  switch (process.platform) {
    case 'win32':
      return join(environment['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'ms-playwright');
    case 'darwin':
      return join(homedir(), 'Library', 'Caches', 'ms-playwright');
    default:
      return join(environment['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'ms-playwright');
  }
}
