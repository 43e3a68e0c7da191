// Debian's packages, for the scripts beside this one. Nowhere but as root on Debian (and what descends from it): changing
// somebody's machine needs somebody's consent.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Milliseconds for the package manager, which may have to wait for another one. */
const INSTALL_LIMIT = 300_000;
const OPTIONS = ['-o', `DPkg::Lock::Timeout=${INSTALL_LIMIT / 1000}`, '--yes', '--no-install-recommends'];

export function mayInstall() {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version');
}

/** @returns whether they are installed now. */
export function install(...packages) {
  if (!mayInstall()) return false;
  // Installing first spares fetching the lists where they are there already.
  return apt(...OPTIONS, 'install', ...packages) || (apt('update') && apt(...OPTIONS, 'install', ...packages));
}

function apt(...args) {
  const { status } = spawnSync('apt-get', args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: INSTALL_LIMIT,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return status === 0;
}
