import type { Io } from './io.ts';

const COLUMNS = 80;

/** The real process, as a command sees it. */
export function processIo(): Io {
  const { stdin, stdout, stderr } = process;
  // Whoever read our output has heard enough (`| head`), or their terminal is gone. The verdict does not depend on it.
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
    });
  }
  return {
    stdin,
    out: (text) => void stdout.write(`${text}\n`),
    err: (text) => void stderr.write(`${text}\n`),
    redraw: (text) => void stderr.write(`\r\u001B[2K${text}`),
    interactive: stderr.isTTY === true && process.env['CI'] === undefined,
    columns: stderr.columns ?? stdout.columns ?? COLUMNS,
    colour: stdout.isTTY === true && !process.env['NO_COLOR'],
  };
}
