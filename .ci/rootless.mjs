// Runs a container engine without root, as a user of its own, until standard input ends:
//
//   node .ci/rootless.mjs docker [options of dockerd …]
//   node .ci/rootless.mjs podman
//   node .ci/rootless.mjs --check                      has what is missing installed, and tries each
//
// Prints what DOCKER_HOST has to be once the engine answers. Where none can be had it says why on standard error, and ends
// with 1. --check prints in JSON which engine lacks what, {} where none does. All of it needs root; what is missing is
// installed on Debian (and what descends from it).
//
// The user, its mounts and its processes are the engine's alone: they live in namespaces of their own, where the accounts are
// a copy with one user more. Nothing of the machine is changed, nothing of an earlier engine is in the way, and all of it ends
// at once with the first process in there, which ends with standard input. Files are in one new temporary folder.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { install, mayInstall } from './apt.mjs';

/** Milliseconds for a fresh engine to answer: 1–3 s were seen. */
const START_LIMIT = 60_000;
/** Milliseconds between two looks at its socket. */
const POLL = 100;
/** Milliseconds for one answer. */
const ANSWER_LIMIT = 5_000;

const USER = 'acpc-rootless';
/** Of that user, and the first of those that its containers get: beyond what accounts of people and services have. */
const UID = 64_873;
const FIRST_SUBORDINATE = 1_879_048_192;
const SUBORDINATES = 65_536;
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Both need these, to have a range of users and a network. */
const SHARED = { newuidmap: 'uidmap', slirp4netns: 'slirp4netns' };
/** Of Debian's docker.io; Docker's own packages have it on the PATH. */
const DOCKERD = 'dockerd-rootless.sh';
const DEBIAN_DOCKERD = `/usr/share/docker.io/contrib/${DOCKERD}`;

const ENGINES = {
  docker: {
    needs: { ...SHARED, dockerd: 'docker.io', rootlesskit: 'rootlesskit' },
    command: (folder, socket, options) => [
      existsSync(DEBIAN_DOCKERD) ? DEBIAN_DOCKERD : DOCKERD,
      ...['--host', socket, '--data-root', `${folder}/home/data`, '--exec-root', `${folder}/run/exec`],
      ...['--pidfile', `${folder}/run/docker.pid`, ...options],
    ],
  },
  podman: {
    // The last two let its containers find each other by name.
    needs: {
      ...SHARED,
      podman: 'podman',
      '/usr/lib/podman/netavark': 'netavark',
      '/usr/lib/podman/aardvark-dns': 'aardvark-dns',
    },
    command: (_folder, socket) => [
      ...['podman', '--storage-driver', 'overlay', '--cgroup-manager', 'cgroupfs', '--events-backend', 'file'],
      ...['system', 'service', '--time', '0', socket],
    ],
  },
};

/** The first process of the namespaces: `sh -c` gives it the folder, then the engine's command. All ends with it. */
const FIRST_PROCESS = `
folder=$1; shift
mount --make-rshared /
mount -t tmpfs tmpfs /dev/shm
for file in passwd group subuid subgid; do mount --bind "$folder/etc/$file" "/etc/$file"; done
cd "$folder/home"
exec 3<&0
setpriv --reuid ${UID} --regid ${UID} --clear-groups -- "$@" </dev/null &
engine=$!
{ cat <&3 >/dev/null; kill -KILL $engine; } &
wait $engine
`;

function lackOf({ needs }) {
  if (process.getuid?.() !== 0) return 'Only root can start a rootless engine as a user of its own.';
  const missing = Object.entries(needs).filter(([program]) => !isThere(program));
  if (missing.length === 0) return undefined;
  const packages = missing.map(([, name]) => name);
  if (!mayInstall()) return `A rootless engine needs ${packages.join(', ')}.`;
  return install(...packages) ? undefined : `Debian's ${packages.join(', ')} could not be installed.`;
}

function isThere(program) {
  return program.startsWith('/')
    ? existsSync(program)
    : spawnSync('which', [program], { stdio: 'ignore' }).status === 0;
}

function makeFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'acpc-rootless-'));
  // The user has to get to what is its own in there.
  chmodSync(folder, 0o711);
  for (const name of ['home', 'run', 'tmp']) {
    mkdirSync(join(folder, name), { mode: 0o700 });
    chownSync(join(folder, name), UID, UID);
  }
  const range = `${USER}:${FIRST_SUBORDINATE}:${SUBORDINATES}\n`;
  const added = {
    passwd: `${USER}:x:${UID}:${UID}::${folder}/home:/usr/sbin/nologin\n`,
    group: `${USER}:x:${UID}:\n`,
    subuid: range,
    subgid: range,
  };
  mkdirSync(join(folder, 'etc'));
  for (const [name, line] of Object.entries(added)) {
    writeFileSync(join(folder, 'etc', name), `${readFileSync(`/etc/${name}`, 'utf8')}${line}`);
  }
  return folder;
}

function answers(socketPath) {
  return new Promise((resolve) => {
    request({ socketPath, path: '/_ping', timeout: ANSWER_LIMIT })
      .on('response', (response) => resolve(response.resume().statusCode === 200))
      .on('timeout', () => resolve(false))
      .on('error', () => resolve(false))
      .end();
  });
}

/** Runs one until its standard input ends. @returns why there is none, if so. */
async function run(engine, options, { stdin, started }) {
  const lack = lackOf(engine);
  if (lack !== undefined) return lack;
  const folder = makeFolder();
  try {
    const socketPath = join(folder, 'run', 'docker.sock');
    const log = [];
    const namespaces = ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];
    const command = engine.command(folder, `unix://${socketPath}`, options);
    const running = spawn('unshare', [...namespaces, 'sh', '-euc', FIRST_PROCESS, 'sh', folder, ...command], {
      stdio: [stdin, 'pipe', 'pipe'],
      env: { PATH, HOME: `${folder}/home`, XDG_RUNTIME_DIR: `${folder}/run`, TMPDIR: `${folder}/tmp` },
    });
    const kill = () => running.kill('SIGKILL');
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, kill);
    for (const stream of [running.stdout, running.stderr]) stream.on('data', (data) => void log.push(data));
    let over = false;
    const ended = new Promise((resolve) => {
      running.once('error', resolve).once('close', resolve);
    }).then(() => {
      over = true;
    });
    const deadline = Date.now() + START_LIMIT;
    let answering = false;
    while (!over && !answering && Date.now() < deadline) {
      answering = await answers(socketPath);
      if (!answering) await delay(POLL);
    }
    if (answering) started(`unix://${socketPath}`, running);
    else running.kill('SIGKILL');
    await ended;
    if (answering) return undefined;
    return `${command[0]} did not start as a user of its own: ${lastLine(Buffer.concat(log).toString())}`;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Starts one and ends it. @returns why it cannot be had, if so. */
function attempt(engine) {
  return run(engine, [], { stdin: 'pipe', started: (_host, { stdin }) => stdin.end() });
}

function lastLine(text) {
  return text.trimEnd().split('\n').at(-1) ?? '';
}

const [, , name, ...options] = process.argv;
if (name === '--check') {
  const lacks = {};
  for (const [engine, about] of Object.entries(ENGINES)) lacks[engine] = await attempt(about);
  process.stdout.write(`${JSON.stringify(lacks)}\n`);
} else if (Object.hasOwn(ENGINES, name ?? '')) {
  const started = (host) => process.stdout.write(`${host}\n`);
  const lack = await run(ENGINES[name], options, { stdin: 'inherit', started });
  if (lack !== undefined) {
    process.stderr.write(`${lack}\n`);
    process.exitCode = 1;
  }
} else {
  process.stderr.write(`Say which: ${Object.keys(ENGINES).join(', ')}.\n`);
  process.exitCode = 2;
}
