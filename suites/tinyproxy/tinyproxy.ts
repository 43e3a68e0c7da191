import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { accepts } from '../squid/listening.ts';
import { freePort } from '../testing/free-port.ts';
import { NoTinyproxyError } from './find-tinyproxy.ts';

/** A real tinyproxy. Disposing ends it and removes its files. */
export interface Tinyproxy extends AsyncDisposable {
  /** On 127.0.0.1. */
  readonly port: number;
}

/** tinyproxy did not come up. */
class TinyproxyStartError extends Error {
  readonly code = 'ERR_TINYPROXY_START';

  constructor(reason: string) {
    super(`tinyproxy did not start: ${reason}`);
    this.name = 'TinyproxyStartError';
  }
}

/** tinyproxy cannot be told to pick a port, so one that was free a moment ago may be taken by now. */
const PORT_ATTEMPTS = 5;

/**
 * Starts a tinyproxy on a free loopback port, as the user who runs the tests. It leads to `localhost` only.
 *
 * @param configuration lines besides those for the port and the log, such as `BasicAuth name password`.
 * @throws {TinyproxyStartError} with tinyproxy's own words.
 * @throws {NoTinyproxyError} where the suite's set-up has found none.
 */
export async function startTinyproxy(configuration: string): Promise<Tinyproxy> {
  const executable = process.env['TINYPROXY_PATH'];
  if (!executable) throw new NoTinyproxyError();
  for (let attempt = 1; ; attempt++) {
    const outcome = await attemptStart(executable, configuration, await freePort());
    if (outcome.kind === 'running') return outcome.tinyproxy;
    if (!/Address already in use/.test(outcome.reason) || attempt === PORT_ATTEMPTS) {
      throw new TinyproxyStartError(outcome.reason);
    }
  }
}

type Attempt =
  | { readonly kind: 'running'; readonly tinyproxy: Tinyproxy }
  | { readonly kind: 'failed'; readonly reason: string };

async function attemptStart(executable: string, configuration: string, port: number): Promise<Attempt> {
  const folder = await mkdtemp(join(tmpdir(), 'acpc-tinyproxy-'));
  const file = join(folder, 'tinyproxy.conf');
  const filter = join(folder, 'filter');
  // Whatever a browser asks for on its own, no name is looked up for it.
  await writeFile(filter, '^localhost$\n', { mode: 0o600 });
  const own = [`Port ${port}`, 'Listen 127.0.0.1', 'LogLevel Error', `Filter "${filter}"`, 'FilterDefaultDeny Yes'];
  const lines = [...own, configuration, ''];
  await writeFile(file, lines.join('\n'), { mode: 0o600 });
  const child = spawn(...command(executable, ['-d', '-c', file]), { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = Promise.all([text(child.stdout), text(child.stderr)]);
  const exited = once(child, 'exit').catch(() => undefined);
  const end = async (): Promise<void> => {
    if (isRunning(child)) child.kill('SIGKILL');
    await exited;
    await rm(folder, { recursive: true, force: true });
  };
  if (await accepts(child, port)) {
    return { kind: 'running', tinyproxy: { port, [Symbol.asyncDispose]: end } };
  }
  await end();
  return { kind: 'failed', reason: (await said).join('').trim() };
}

/** With Linux's `setpriv` it ends when we do, even if we are killed; elsewhere only disposing ends it. */
function command(executable: string, args: readonly string[]): [string, string[]] {
  return process.platform === 'linux'
    ? ['setpriv', ['--pdeathsig', 'TERM', executable, ...args]]
    : [executable, [...args]];
}

function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}
