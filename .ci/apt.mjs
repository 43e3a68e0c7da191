// Debian's packages, for the scripts beside this one. Nowhere but as root on Debian (and what descends from it): changing
// somebody's machine needs somebody's consent.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Milliseconds for the package manager, which may have to wait for another one. */
const INSTALL_LIMIT = 300_000;
const MIRROR = 'http://deb.debian.org/debian';
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';
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

/**
 * Unpacks one package of another release into a folder, without installing it: with lists of its own, so that nothing of this
 * machine's release is replaced.
 * @returns whether it is there now.
 */
export function unpackFrom(release, folder, name) {
  if (!mayInstall()) return false;
  const place = mkdtempSync(join(tmpdir(), 'acpc-apt-'));
  try {
    for (const part of ['lists/partial', 'cache/archives/partial']) mkdirSync(join(place, part), { recursive: true });
    writeFileSync(join(place, 'sources.list'), `deb [signed-by=${KEYRING}] ${MIRROR} ${release} main\n`);
    const apart = [
      `Dir::Etc::SourceList=${place}/sources.list`,
      'Dir::Etc::SourceParts=/dev/null',
      `Dir::State::Lists=${place}/lists`,
      `Dir::Cache=${place}/cache`,
      // The folder is root's alone.
      'APT::Sandbox::User=root',
    ].flatMap((option) => ['-o', option]);
    const packed = join(place, 'cache/archives');
    return (
      apt(...apart, 'update') &&
      run('apt-get', [...apart, 'download', name], packed) &&
      run('bash', ['-c', 'mkdir -p "$1" && dpkg-deb --extract ./*.deb "$1"', 'bash', folder], packed)
    );
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

function apt(...args) {
  return run('apt-get', args);
}

function run(command, args, cwd) {
  const { status } = spawnSync(command, args, {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: INSTALL_LIMIT,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return status === 0;
}
