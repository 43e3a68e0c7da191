// Debian's packages, for the scripts beside this one and, as a command, for tests:
//
//   node .ci/apt.mjs squid tinyproxy-bin      ends with 0 where they are installed now
//
// Nowhere but as root on Debian (and what descends from it): changing somebody's machine needs somebody's consent.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Milliseconds for the package manager, which may have to wait for others first. */
const INSTALL_LIMIT = 600_000;
/** Seconds to wait for another one. */
const WAIT_LIMIT = 240;
/** Of these scripts, one at a time: the package manager waits for others to install, but not for others to fetch its lists. */
const LOCK = '/var/lib/apt/acpc.lock';
const MIRROR = 'http://deb.debian.org/debian';
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';
const OPTIONS = ['-o', `DPkg::Lock::Timeout=${WAIT_LIMIT}`, '--yes', '--no-install-recommends'];

export function mayInstall() {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version');
}

/** @returns whether they are installed now. */
export function install(...packages) {
  if (!mayInstall()) return false;
  // Installing first spares fetching the lists where they are there already.
  if (apt(...OPTIONS, 'install', ...packages)) return true;
  // Whoever was killed while it installed something has left that half done, and nothing else can be installed.
  locked('dpkg', ['--configure', '-a']);
  apt('update');
  return apt(...OPTIONS, '--fix-broken', 'install', ...packages);
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
  return locked('apt-get', args);
}

/** What it starts and leaves running does not inherit the lock. */
function locked(command, args) {
  return run('flock', ['--close', '--timeout', String(WAIT_LIMIT), LOCK, command, ...args]);
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

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = install(...process.argv.slice(2)) ? 0 : 1;
