// Makes sure that a container engine answers, for the container suites and `--proxies containers`:
//
//   node .ci/engine.mjs            starts one where that is possible, says what it did
//   node .ci/engine.mjs --check    only looks
//
// Does nothing where `docker info` answers. Else, as root on Debian (and what descends from it), installs the package
// docker.io and starts dockerd in the background, where it stays until the machine goes. Nowhere else: changing
// somebody's machine needs somebody's consent. Ends with 0 where an engine answers, 1 where none does.
//
// An engine that was killed leaves files that name processes, whose numbers are somebody else's by now, and containers of tests
// that come back with it: neither is in the way.
//
// What the engine says goes to /var/log/acpc-dockerd.log.
import { spawn, spawnSync } from 'node:child_process';
import { openSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { install, mayInstall } from './apt.mjs';
import { removeLeftovers } from './leftovers.mjs';

const SOCKET = '/var/run/docker.sock';
const LOG = '/var/log/acpc-dockerd.log';
/** Where each says which process it is. */
const PID_FILES = { dockerd: '/var/run/docker.pid', containerd: '/var/run/docker/containerd/containerd.pid' };
/** Milliseconds for a fresh engine to answer: 1–3 s were seen, a first start on a slow disk takes longer. */
const START_LIMIT = 60_000;
/** Milliseconds between two looks at its socket. */
const POLL = 100;
/** Milliseconds for an engine that runs to say so: one that hangs does not answer. */
const ANSWER_LIMIT = 30_000;
/** Minutes after which what a test has made in an engine that runs is left over: none takes so long. */
const LEFT_OVER_AFTER = 60;

/** @returns one sentence: which engine answers, or why none does. */
export async function ensureEngine({ start = true } = {}) {
  const running = version();
  if (running !== undefined) {
    if (start) removeLeftovers(LEFT_OVER_AFTER);
    return { answers: true, says: `Docker engine ${running} answers.` };
  }
  if (!start) return { answers: false, says: 'No Docker engine answers.' };
  const named = ['DOCKER_HOST', 'DOCKER_CONTEXT'].find((name) => process.env[name]);
  if (named !== undefined) return { answers: false, says: `No Docker engine answers where ${named} points.` };
  if (!mayInstall()) {
    return { answers: false, says: 'No Docker engine answers, and only root on Debian can have one installed here.' };
  }
  if (!installed('dockerd') && !install('docker.io')) {
    return { answers: false, says: 'No Docker engine answers, and the package docker.io could not be installed.' };
  }
  for (const [program, path] of Object.entries(PID_FILES)) removeStalePid(program, path);
  const log = openSync(LOG, 'a');
  const daemon = spawn('dockerd', [], { detached: true, stdio: ['ignore', log, log] });
  let ended = false;
  daemon.once('error', () => {
    ended = true;
  });
  daemon.once('exit', () => {
    ended = true;
  });
  daemon.unref();
  const deadline = Date.now() + START_LIMIT;
  // Ours ends where somebody else's is just starting.
  while ((!ended || isRunning('dockerd', PID_FILES.dockerd)) && Date.now() < deadline) {
    const answering = (await accepts(SOCKET)) ? version() : undefined;
    if (answering !== undefined) {
      if (!ended) removeLeftovers(0);
      return { answers: true, says: `Docker engine ${answering} was started.` };
    }
    await delay(POLL);
  }
  return { answers: false, says: `dockerd did not start: ${lastLine(LOG)}` };
}

/**
 * Removes a file that names a process which is not that program: dockerd does not start beside any process that its own file
 * names, and waits in vain for one that containerd's names.
 */
export function removeStalePid(program, path) {
  if (!isRunning(program, path)) rmSync(path, { force: true });
}

function isRunning(program, path) {
  try {
    const [, name, state] =
      /\((.*)\) (\w)/.exec(readFileSync(`/proc/${readFileSync(path, 'utf8').trim()}/stat`, 'utf8')) ?? [];
    // Of one that was killed, an entry stays until somebody asks what became of it.
    return name === program && state !== 'Z';
  } catch {
    return false;
  }
}

function version() {
  const args = ['info', '--format', '{{.ServerVersion}}'];
  const { status, stdout } = spawnSync('docker', args, { encoding: 'utf8', timeout: ANSWER_LIMIT });
  return status === 0 && stdout.trim() !== '' ? stdout.trim() : undefined;
}

function installed(command) {
  return spawnSync(command, ['--version']).status === 0;
}

function accepts(path) {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

function lastLine(path) {
  return readFileSync(path, 'utf8').trimEnd().split('\n').at(-1) ?? '';
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { answers, says } = await ensureEngine({ start: !process.argv.includes('--check') });
  process.stdout.write(`${says}\n`);
  process.exitCode = answers ? 0 : 1;
}
