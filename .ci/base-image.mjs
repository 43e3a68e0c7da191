// Makes base images on the spot, where no registry answers:
//
//   node .ci/base-image.mjs node       agentcore-proxy-conformance/node:local      Node.js and its libraries, nothing else
//   node .ci/base-image.mjs debian     agentcore-proxy-conformance/debian:local    Debian, as small as it gets
//   node .ci/base-image.mjs chromium   agentcore-proxy-conformance/chromium:local  Node.js, Chromium and certutil, no shell
//
// With --if-needed only where the registry's own (node:24-slim, debian:stable-slim) is not here and cannot be pulled.
//
// The Dockerfiles take them as build arguments (NODE_IMAGE, DEBIAN_IMAGE, CHROMIUM_IMAGE) in the place of their defaults,
// which come from a registry. Does nothing where the image is there already. Node.js is the one that runs this script.
//
// node: the binary and the libraries that `ldd` names, imported; two seconds, 130 MB, no shell.
// debian: debootstrap's smallest Debian; a minute, needs root and a Debian mirror.
// chromium: the machine's own Debian packages (installed where they are not) and their libraries; ten seconds, 550 MB.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install } from './apt.mjs';

const REPOSITORY = 'agentcore-proxy-conformance';
const FROM_REGISTRY = { node: 'node:24-slim', debian: 'debian:stable-slim', chromium: 'node:24-slim' };
/** Milliseconds for a registry to hand over 80 MB. */
const PULL_LIMIT = 120_000;
/** Read by OpenSSL and by clients that verify certificates; there on every Debian. */
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';
const DEBIAN_SOURCES = '/etc/apt/sources.list.d/debian.sources';
/** Where Debian puts it; what stands in /usr/bin is a shell script. */
const CHROMIUM = '/usr/lib/chromium';
/** Makes a browser trust an authority. */
const CERTUTIL = '/usr/bin/certutil';
const CHROMIUM_NEEDS = [CHROMIUM, CERTUTIL, '/usr/share/fonts/truetype/liberation'];
const CHROMIUM_PACKAGES = ['chromium', 'libnss3-tools', 'fonts-liberation'];
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

const fillers = {
  node(tree) {
    const binary = realpathSync(process.execPath);
    copy(binary, join(tree, 'usr/local/bin/node'));
    for (const library of librariesOf(binary)) copy(library, join(tree, library));
    if (existsSync(CERTIFICATES)) copy(CERTIFICATES, join(tree, CERTIFICATES));
    mkdirSync(join(tree, 'tmp'));
    chmodSync(join(tree, 'tmp'), 0o1777);
  },
  debian(tree) {
    bootstrap(tree);
    clean(tree);
  },
  chromium(tree) {
    if (!CHROMIUM_NEEDS.every(existsSync)) need(...CHROMIUM_PACKAGES);
    fillers.node(tree);
    for (const folder of [CHROMIUM, '/etc/fonts', '/usr/share/fontconfig', '/usr/share/fonts']) {
      cpSync(folder, join(tree, folder), { recursive: true, dereference: true });
    }
    copy(CERTUTIL, join(tree, CERTUTIL));
    symlinkSync(join(CHROMIUM, 'chromium'), join(tree, 'usr/bin/chromium'));
    const libraries = [CERTUTIL, ...readdirSync(CHROMIUM).map((name) => join(CHROMIUM, name))].flatMap(librariesOf);
    // NSS loads these by itself.
    const nss = dirname(libraries.find((path) => path.endsWith('/libnss3.so')) ?? '');
    for (const name of ['libsoftokn3.so', 'libfreebl3.so', 'libfreeblpriv3.so']) {
      libraries.push(join(nss, name), ...librariesOf(join(nss, name)));
    }
    for (const library of new Set(libraries)) copy(library, join(tree, library));
  },
};

/** @returns the image's name. */
export function ensureBaseImage(kind) {
  const image = `${REPOSITORY}/${kind}:local`;
  if (has(image)) return image;
  const tree = mkdtempSync(join(tmpdir(), 'acpc-base-image-'));
  try {
    fillers[kind](tree);
    // mkdtemp makes a folder for its owner alone, which would become the image's root.
    chmodSync(tree, 0o755);
    const pack = `tar --directory '${tree}' --numeric-owner --create .`;
    must('bash', ['-c', `set -o pipefail; ${pack} | docker import --change 'ENV PATH=${PATH}' - '${image}'`]);
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
  return image;
}

/** Debian of this machine's release. */
function bootstrap(tree) {
  if (!succeeds('debootstrap', ['--version'])) need('debootstrap');
  must('debootstrap', ['--variant=minbase', '--include=ca-certificates', release(), tree]);
  // With the host's own sources, which name the security updates too.
  if (existsSync(DEBIAN_SOURCES)) {
    rmSync(join(tree, 'etc/apt/sources.list'), { force: true });
    copy(DEBIAN_SOURCES, join(tree, DEBIAN_SOURCES));
  }
  must('chroot', [tree, 'apt-get', 'update']);
}

function clean(tree) {
  must('chroot', [tree, 'apt-get', 'clean']);
  rmSync(join(tree, 'var/lib/apt/lists'), { recursive: true });
}

/** Paths of shared libraries, the loader among them. */
function librariesOf(binary) {
  const { stdout } = spawnSync('ldd', [binary], { encoding: 'utf8' });
  return [...stdout.matchAll(/(\/\S+) \(0x/g)].map(([, path]) => path);
}

function release() {
  return /^VERSION_CODENAME=(\w+)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'stable';
}

function copy(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

function has(image) {
  return succeeds('docker', ['image', 'inspect', image]);
}

function pulls(image) {
  return spawnSync('docker', ['pull', '--quiet', image], { stdio: 'ignore', timeout: PULL_LIMIT }).status === 0;
}

function succeeds(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

function must(command, args) {
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`"${command} ${args.join(' ')}" failed: ${error?.message ?? `status ${status}`}.`);
}

function need(...packages) {
  if (!install(...packages)) {
    throw new Error(`Debian's ${packages.join(', ')} could not be installed; root on Debian can do so.`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , kind] = process.argv;
  if (!Object.hasOwn(fillers, kind ?? '')) {
    process.stderr.write(`Say which: ${Object.keys(fillers).join(', ')}.\n`);
    process.exit(2);
  }
  const published = process.argv.includes('--if-needed') ? FROM_REGISTRY[kind] : undefined;
  const pulled = published !== undefined && (has(published) || pulls(published));
  try {
    process.stdout.write(`${pulled ? published : ensureBaseImage(kind)}\n`);
  } catch (error) {
    process.stderr.write(`No base image: ${error.message}\n`);
    process.exitCode = 1;
  }
}
