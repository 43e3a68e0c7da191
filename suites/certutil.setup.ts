import { spawnSync } from 'node:child_process';
import { hasCertutil } from '../harness/emulator/chromium/testing/has-certutil.ts';

/** Debian's package with it. */
const PACKAGE = 'libnss3-tools';

/** Before any test: what browsers are told with to trust an authority, found or installed. Without it those tests are skipped. */
export default function setUpCertutil(): void {
  if (hasCertutil()) return;
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    say(`No certutil found; installing Debian’s package ${PACKAGE}.`);
    const install = ['install', '--yes', '--no-install-recommends', PACKAGE];
    if (apt('update') && apt(...install) && hasCertutil()) return;
  }
  say(`No certutil found, and none could be installed (Debian: ${PACKAGE}). Tests that need it are skipped.`);
}

function apt(...args: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', args, { stdio: 'ignore', env }).status === 0;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
