import type { ExitCode, Io } from './io.ts';

const COLUMNS = 80;
const FAULT: ExitCode = 3;

/** The real process, as a command sees it. */
export function processIo(): Io {
  const { stdin, stdout, stderr } = process;
  let unwritten = false;
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // Whoever read our output has heard enough (`| head`), or their terminal is gone. The verdict does not depend on it.
      if (error.code === 'EPIPE' || error.code === 'EIO' || unwritten) return;
      unwritten = true;
      // What is under way goes on: reports tell what cannot be told here. But nobody has read a verdict.
      process.on('exit', (code) => {
        if (code === 0) process.exitCode = FAULT;
      });
      if (stream === stdout) stderr.write(`Standard output cannot be written: ${error.message}\n`);
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
