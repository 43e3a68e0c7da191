import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { installPackages } from '../debian-packages.ts';

/** In run level 1 Debian installs the package's service without starting it: it would take port 3128. */
const WITHOUT_SERVICE = { RUNLEVEL: '1' };

/** There is no Squid and none could be installed. */
export class NoSquidError extends Error {
  readonly code = 'ERR_NO_SQUID';

  constructor() {
    super(
      'No Squid found, and none could be installed. Install it (Debian: `apt-get install squid`), or put it on PATH.',
    );
    this.name = 'NoSquidError';
  }
}

/** Where distributions put a daemon; a user's PATH often lacks it. */
const SYSTEM_FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/sbin'];

/** The executable of a Squid on PATH or where daemons are installed, or `undefined`. */
export async function findSquid(environment: NodeJS.ProcessEnv = process.env): Promise<string | undefined> {
  const folders = [...(environment['PATH'] ?? '').split(delimiter).filter(Boolean), ...SYSTEM_FOLDERS];
  for (const folder of folders) {
    const executable = join(folder, 'squid');
    const found = await access(executable, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return executable;
  }
  return undefined;
}

/**
 * Finds Squid, or installs Debian's package when root.
 *
 * @param say is told what is being installed, one line at a time.
 * @throws {NoSquidError} with what to do.
 */
export async function ensureSquid(say: (line: string) => void): Promise<string> {
  const found = await findSquid();
  if (found !== undefined) return found;
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    say('No Squid found; installing Debian’s package squid.');
    if (installPackages(['squid'], WITHOUT_SERVICE)) {
      const installed = await findSquid();
      if (installed !== undefined) return installed;
    }
  }
  throw new NoSquidError();
}
