import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Readable, Writable } from 'node:stream';
import { childEnvironment } from '../../child-environment.ts';
import { makeOwnedFolder, removeOwnedFolder } from '../owned-folders.ts';
import { type ChromiumFlags, chromiumFlags } from './flags.ts';
import { settle } from './settle.ts';
import { checkTemporaryFolder } from './temporary-folder.ts';
import { publicKeyHashes, trustAuthorities } from './trust.ts';

/** One running Chromium with a profile of its own. Disposing ends every process of it and removes the profile. */
export interface ChromiumProcess extends AsyncDisposable {
  /** The browser's DevTools WebSocket URL. */
  readonly devToolsUrl: string;
  readonly processId: number;
  /** Settles with the reason when the browser is gone. */
  readonly exited: Promise<string>;
  /** See {@link settle}. Called once. @throws {BrowserStartError} when the browser ends first. */
  settled(): Promise<void>;
}

/** Chromium did not come up. */
export class BrowserStartError extends Error {
  readonly code = 'ERR_BROWSER_START';

  constructor(executable: string, reason: string) {
    super(`${executable} did not start: ${reason}`);
    this.name = 'BrowserStartError';
  }
}

/** A start takes a third of a second on an idle machine; a loaded CI machine was seen to need several. */
const START_TIMEOUT_MILLISECONDS = 60_000;

export interface LaunchOptions extends Omit<ChromiumFlags, 'userDataFolder'> {
  /** X.509 certificates (PEM, one each) that it trusts; default none. */
  readonly certificates?: readonly string[];
  /** Has the last word on the command line; default: takes it as it is. */
  readonly commandLine?: (flags: readonly string[]) => readonly string[];
}

/**
 * Starts one Chromium.
 *
 * @param timeoutMilliseconds how long it may take until it offers DevTools.
 * @throws {BrowserStartError} when it exits, or does not offer DevTools in time.
 * @throws {TemporaryFolderError}
 * @throws {UnmetNeedError} when it cannot be made to trust a certificate.
 */
export async function launchChromium(
  executable: string,
  { certificates = [], commandLine = (flags) => flags, ...options }: LaunchOptions,
  timeoutMilliseconds: number = START_TIMEOUT_MILLISECONDS,
): Promise<ChromiumProcess> {
  checkTemporaryFolder();
  const userDataFolder = await makeOwnedFolder();
  const environment = await trustAuthorities(certificates, userDataFolder).catch(async (error: unknown) => {
    await removeOwnedFolder(userDataFolder);
    throw error;
  });
  const trustedPublicKeys = [...options.trustedPublicKeys, ...publicKeyHashes(certificates)];
  const flags = commandLine(chromiumFlags({ ...options, trustedPublicKeys, userDataFolder }));
  const child = spawn(executable, flags, {
    // A group of its own, so that helpers and wrapper scripts go with it.
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    // What Chromium leaves in the folder for temporary files goes with its profile.
    env: { ...childEnvironment('browser'), TMPDIR: userDataFolder, ...environment },
  });
  const exited = exitReason(child);
  const end = async (): Promise<void> => {
    killGroup(child);
    await exited;
    await removeOwnedFolder(userDataFolder);
  };
  try {
    const devToolsUrl = await devToolsEndpoint(executable, child, exited, timeoutMilliseconds);
    return {
      devToolsUrl,
      processId: child.pid ?? 0,
      exited,
      settled: () => settled(executable, child, exited),
      [Symbol.asyncDispose]: end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}

async function settled(executable: string, child: ChildProcess, exited: Promise<string>): Promise<void> {
  const [, , , commands, answers] = child.stdio;
  if (!(commands instanceof Writable) || !(answers instanceof Readable)) {
    throw new BrowserStartError(executable, 'it has no DevTools pipe');
  }
  const ended = exited.then((reason) => {
    throw new BrowserStartError(executable, reason);
  });
  await Promise.race([settle(commands, answers), ended]);
}

async function exitReason(child: ChildProcess): Promise<string> {
  try {
    const [code, signal] = await once(child, 'exit');
    return signal === null ? `exited with code ${code}` : `ended by ${signal}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Chromium announces its DevTools server on standard error; there is no other channel that says when it is ready. */
async function devToolsEndpoint(
  executable: string,
  child: ChildProcess,
  exited: Promise<string>,
  timeoutMilliseconds: number,
): Promise<string> {
  const { stderr } = child;
  if (stderr === null) throw new BrowserStartError(executable, 'it has no standard error');
  const lines = createInterface({ input: stderr });
  const heardOut = once(lines, 'close');
  let lastLine = '';
  const announced = new Promise<string>((resolve) => {
    lines.on('line', (line) => {
      const url = /^DevTools listening on (ws:\/\/\S+)$/.exec(line)?.[1];
      if (url !== undefined) resolve(url);
      else if (line.trim() !== '') lastLine = line;
    });
  });
  const { promise: late, cancel } = timeout(timeoutMilliseconds);
  try {
    return await Promise.race([
      announced,
      exited.then(async (reason) => {
        // Its last words may still be in the pipe, which a helper may hold open.
        killGroup(child);
        if (child.pid !== undefined) await heardOut;
        throw new BrowserStartError(executable, lastLine === '' ? reason : `${reason} (${lastLine})`);
      }),
      late.then(() => {
        throw new BrowserStartError(executable, `no DevTools after ${timeoutMilliseconds / 1000} s`);
      }),
    ]);
  } finally {
    cancel();
    // What Chromium goes on to say is of no use, but an unread pipe would block it.
    lines.close();
    stderr.resume();
  }
}

function timeout(milliseconds: number): { promise: Promise<void>; cancel: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const promise = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  return { promise, cancel: () => clearTimeout(timer) };
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill();
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // ESRCH: the whole group is gone already.
  }
}
