import type { Io } from './io.ts';

const COLUMNS = 80;

/** The real process, as a command sees it. */
export function processIo(): Io {
  const { stdin, stdout, stderr } = process;
  return {
    stdin,
    out: (text) => void stdout.write(`${text}\n`),
    err: (text) => void stderr.write(`${text}\n`),
    redraw: (text) => void stderr.write(`\r\u001B[2K${text}`),
    interactive: stderr.isTTY === true && process.env['CI'] === undefined,
    columns: stdout.columns ?? COLUMNS,
    colour: stdout.isTTY === true && process.env['NO_COLOR'] === undefined,
  };
}
