import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { browsersIn, killBrowsersIn } from '../../emulator/chromium/testing/browsers-in.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

/** A file among the configurations that the package ships. */
export function example(name: string): string {
  return fileURLToPath(new URL(`../../../suites/examples/${name}`, import.meta.url));
}

/** How a command ended and what it printed. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command under way. */
export interface Running {
  readonly process: ChildProcess;
  /** Settles with the first line on standard error that matches, also when it has been printed already. */
  line(pattern: RegExp): Promise<string>;
  readonly ended: Promise<Ended>;
}

interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Sent to standard input, which is empty otherwise. */
  readonly input?: string;
  /** Modules that Node.js loads before the command line. */
  readonly preload?: readonly string[];
  /** Default: a pipe. */
  readonly stdout?: number;
}

/** A folder to run commands in, with a folder for temporary files of its own: what is left there was ours. Names are short: paths of sockets
 * begin with them. */
export class Workplace implements Disposable {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'acpc-')));
  readonly temporary = join(this.folder, 'tmp');

  constructor() {
    mkdirSync(this.temporary);
  }

  path(...names: string[]): string {
    return join(this.folder, ...names);
  }

  /** Starts the real command line, from its sources. */
  start(args: readonly string[], { env = {}, input = '', preload = [], stdout }: RunOptions = {}): Running {
    const options: SpawnOptions = {
      cwd: this.folder,
      env: { ...process.env, NO_COLOR: '1', TMPDIR: this.temporary, ...env },
      stdio: ['pipe', stdout ?? 'pipe', 'pipe'],
    };
    const child = spawn(process.execPath, [...preload.flatMap((url) => ['--import', url]), MAIN, ...args], options);
    const lines: string[] = [];
    const waiting = new Set<(line: string) => void>();
    if (child.stderr === null || child.stdin === null) throw new Error('The command has no standard streams.');
    createInterface({ input: child.stderr }).on('line', (line) => {
      lines.push(line);
      for (const tell of waiting) tell(line);
    });
    // A command that does not read its input may be gone before we have written it.
    child.stdin.on('error', () => undefined).end(input);
    const ended = Promise.all([
      once(child, 'close'),
      // A test that closes the stream does not want to read it.
      child.stdout === null ? '' : text(child.stdout).catch(() => ''),
      text(child.stderr),
    ]).then(([[status], out, err]) => ({ status, stdout: out, stderr: err }));
    return {
      process: child,
      ended,
      line: (pattern) =>
        new Promise((resolve) => {
          const tell = (line: string): void => {
            if (pattern.test(line)) resolve(line);
          };
          waiting.add(tell);
          lines.forEach(tell);
        }),
    };
  }

  run(args: readonly string[], options?: RunOptions): Promise<Ended> {
    return this.start(args, options).ended;
  }

  /** Command lines of the browsers that were started from here and are alive. */
  browsers(): readonly string[] {
    return browsersIn(this.temporary).map(({ commandLine }) => commandLine);
  }

  [Symbol.dispose](): void {
    // A command that was killed has left its browsers, which go on writing until they notice.
    killBrowsersIn(this.temporary);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10 });
  }
}
