// Modules to preload into a command. What a test does once it has read a line could come too late: a machine that is busy
// may let the command run on alone.

/** With the first line that matches on its standard error, the command sends itself a signal. */
export function signalAtLine(pattern: RegExp, signal: NodeJS.Signals): string {
  return atLine(pattern, `process.kill(process.pid, ${JSON.stringify(signal)});`);
}

/** After the first line that matches, the command does nothing until there is a file of this path. */
export function holdAtLine(pattern: RegExp, path: string): string {
  return atLine(
    pattern,
    `while (!existsSync(${JSON.stringify(path)})) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);`,
  );
}

function atLine(pattern: RegExp, statement: string): string {
  const program = `
    import { existsSync } from 'node:fs';
    const { stderr } = process;
    const write = stderr.write.bind(stderr);
    let done = false;
    stderr.write = (text, ...rest) => {
      const wrote = write(text, ...rest);
      if (!done && ${new RegExp(pattern, 'm')}.test(text)) {
        done = true;
        ${statement}
      }
      return wrote;
    };`;
  return `data:text/javascript,${encodeURIComponent(program)}`;
}
