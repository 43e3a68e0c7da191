import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { installPackages } from '../debian-packages.ts';

/** There is no tinyproxy and none could be installed. */
export class NoTinyproxyError extends Error {
  readonly code = 'ERR_NO_TINYPROXY';

  constructor() {
    super(
      'No tinyproxy found, and none could be installed. Install it (Debian: `apt-get install tinyproxy-bin`), or put it on PATH.',
    );
    this.name = 'NoTinyproxyError';
  }
}

/** Where distributions put it; a user's PATH may lack the second. */
const SYSTEM_FOLDERS = ['/usr/bin', '/usr/sbin', '/usr/local/bin', '/opt/homebrew/bin'];

/** The executable, on PATH or where distributions put it, or `undefined`. */
async function findTinyproxy(environment: NodeJS.ProcessEnv = process.env): Promise<string | undefined> {
  for (const folder of [...(environment['PATH'] ?? '').split(delimiter).filter(Boolean), ...SYSTEM_FOLDERS]) {
    const executable = join(folder, 'tinyproxy');
    const found = await access(executable, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return executable;
  }
  return undefined;
}

/**
 * Finds tinyproxy, or installs Debian's package when root: the one that brings no service with it.
 *
 * @param say is told what is being installed.
 * @throws {NoTinyproxyError} with what to do.
 */
export async function ensureTinyproxy(say: (line: string) => void): Promise<string> {
  const found = await findTinyproxy();
  if (found !== undefined) return found;
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    say('No tinyproxy found; installing Debian’s package tinyproxy-bin.');
    if (installPackages(['tinyproxy-bin'])) {
      const installed = await findTinyproxy();
      if (installed !== undefined) return installed;
    }
  }
  throw new NoTinyproxyError();
}
