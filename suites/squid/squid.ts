import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, chown, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../testing/free-port.ts';
import { baseConfiguration } from './base-configuration.ts';
import { accepts, problemOfStart } from './listening.ts';

/** What one Squid is to do. */
export interface SquidOptions {
  readonly executable: string;
  /** Everything but the listening port, which is on 127.0.0.1, and what keeps Squid to itself. */
  readonly configuration: string;
  /** Files for the configuration by name, which it refers to by name only: Squid runs in their folder. */
  readonly files?: Readonly<Record<string, string>>;
}

/** A real Squid. Disposing ends it with its helpers and removes every file of it. */
export interface Squid extends AsyncDisposable {
  /** On 127.0.0.1. */
  readonly port: number;
  readonly processId: number;
}

/** Squid did not come up, mostly because of its configuration. */
export class SquidStartError extends Error {
  readonly code = 'ERR_SQUID_START';

  constructor(reason: string) {
    super(`Squid did not start: ${reason}`);
    this.name = 'SquidStartError';
  }
}

/** Squid cannot be told to pick a port, so one that was free a moment ago may be taken by now. */
const PORT_ATTEMPTS = 5;

/** Squid refuses to run as root. Linux has this user (nobody) everywhere; it can write nothing but its own folder. */
const UNPRIVILEGED = 65_534;

/**
 * How the names of this process's Squids begin, and with them those of their files in shared memory: two Squids with one
 * name would share it.
 */
export const servicePrefix = (): string => `acpc${process.pid}x`;

/** Starts a Squid on a free loopback port. @throws {SquidStartError} with Squid's own words. */
export async function startSquid(options: SquidOptions): Promise<Squid> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await attemptStart(options, await freePort());
    if (outcome.kind === 'running') return outcome.squid;
    if (!/Address already in use/.test(outcome.reason) || attempt === PORT_ATTEMPTS) {
      throw new SquidStartError(outcome.reason);
    }
  }
}

type Attempt =
  | { readonly kind: 'running'; readonly squid: Squid }
  | { readonly kind: 'failed'; readonly reason: string };

async function attemptStart({ executable, configuration, files = {} }: SquidOptions, port: number): Promise<Attempt> {
  const folder = await mkdtemp(join(tmpdir(), 'acpc-squid-'));
  const service = `${servicePrefix()}${randomBytes(8).toString('hex')}`;
  const texts = { ...files, 'squid.conf': `${baseConfiguration(`127.0.0.1:${port}`, folder)}\n${configuration}\n` };
  for (const [name, text] of Object.entries(texts)) await writeFile(join(folder, name), text, { mode: 0o600 });
  const asRoot = process.getuid?.() === 0;
  if (asRoot) await giveAway(folder);

  const child = spawn(...command(executable, ['-N', '-d', '1', '-n', service, '-f', join(folder, 'squid.conf')]), {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(asRoot ? { uid: UNPRIVILEGED, gid: UNPRIVILEGED } : {}),
  });
  const exited = once(child, 'exit').catch(() => undefined);
  const end = async (): Promise<void> => {
    killGroup(child);
    await exited;
    await rm(folder, { recursive: true, force: true });
    await removeSharedMemory(service);
  };
  const problem = await problemOfStart(child);
  if (problem === undefined && (await accepts(child, port))) {
    return { kind: 'running', squid: { port, processId: child.pid ?? 0, [Symbol.asyncDispose]: end } };
  }
  await end();
  return { kind: 'failed', reason: (problem ?? 'it ended at once').replaceAll(`${folder}/`, '') };
}

/** With Linux's `setpriv` Squid ends when we do, even if we are killed; elsewhere only disposing ends it. */
function command(executable: string, args: readonly string[]): [string, string[]] {
  return process.platform === 'linux'
    ? ['setpriv', ['--pdeathsig', 'TERM', executable, ...args]]
    : [executable, [...args]];
}

async function giveAway(folder: string): Promise<void> {
  await chmod(folder, 0o700);
  for (const name of ['.', ...(await readdir(folder))]) await chown(join(folder, name), UNPRIVILEGED, UNPRIVILEGED);
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // ESRCH: the whole group is gone already.
  }
}

/** Only a Squid that is given a second to end removes it itself. */
async function removeSharedMemory(service: string): Promise<void> {
  const folder = '/dev/shm';
  const names = await readdir(folder).catch(() => []);
  const ours = names.filter((name) => name.startsWith(`${service}-`));
  await Promise.all(ours.map((name) => rm(join(folder, name), { force: true })));
}
