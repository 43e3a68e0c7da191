import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { setImmediate } from 'node:timers/promises';

/** A start takes 0.1 s on an idle machine; this bounds a machine that is overloaded. */
const START_TIMEOUT_MILLISECONDS = 30_000;

/** Why Squid does not listen, in its own words; `undefined` once it does. Its log is the only channel that tells. */
export async function problemOfStart(child: ChildProcess): Promise<string | undefined> {
  const { stderr } = child;
  if (stderr === null) return 'it has no standard error';
  const lines = createInterface({ input: stderr });
  const problems: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  const outcome = new Promise<'listening' | 'ended' | 'late'>((resolve) => {
    lines.on('line', (line) => {
      const text = line.replace(/^[\d/]+ [\d:]+\| /, '');
      if (text.startsWith('Accepting HTTP Socket connections')) resolve('listening');
      // A directive that Squid does not know is skipped and only logged: it would run otherwise than it was asked to.
      if (/^FATAL|^ERROR|^configuration error|unrecognized:|Cannot bind/i.test(text)) problems.push(text);
    });
    child.once('error', (error) => {
      problems.push(error.message);
      resolve('ended');
    });
    lines.once('close', () => resolve('ended'));
    timer = setTimeout(resolve, START_TIMEOUT_MILLISECONDS, 'late');
  });
  const how = await outcome;
  clearTimeout(timer);
  // Whatever it logs from now on is read by nobody, but a full pipe would block it.
  lines.close();
  stderr.resume();
  if (how === 'late') problems.push(`it does not listen after ${START_TIMEOUT_MILLISECONDS / 1000} s`);
  if (how === 'ended' && problems.length === 0) problems.push('it ended without a word');
  return problems.length === 0 ? undefined : problems.join('; ');
}

/**
 * Squid logs that it accepts connections once the port is its own, in the same breath as it begins to listen, which
 * may be a moment later.
 *
 * @returns `false` where it ended in between.
 */
export async function accepts(child: ChildProcess, port: number): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null) {
    const socket = connect(port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      return true;
    } catch {
      await setImmediate();
    } finally {
      socket.destroy();
    }
  }
  return false;
}
