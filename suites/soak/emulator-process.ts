import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Target } from '../../harness/sessions/target.ts';

const MAIN = fileURLToPath(new URL('../../harness/cli/main.ts', import.meta.url));

/** What an emulator holds at one moment. */
export interface Holdings {
  /** Processes of its browsers. */
  readonly processes: number;
  /** Sockets of its own process. */
  readonly sockets: number;
  /** What lies in its folder for temporary files. */
  readonly folders: number;
  /** Resident memory of its own process, in MB. */
  readonly memory: number;
}

/** `emulate` in a process of its own, looked at from outside. Reads `/proc`: Linux only. */
export class EmulatorProcess implements Disposable {
  readonly temporary = mkdtempSync(join(tmpdir(), 'acpc-soak-'));
  readonly #process: ChildProcess;

  constructor() {
    this.#process = spawn(process.execPath, [MAIN, 'emulate', '--json', '--log-level', 'warn'], {
      env: { ...process.env, TMPDIR: this.temporary },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  }

  /** Settles when it is ready. @throws {Error} when it ends first */
  async target(): Promise<Target> {
    const { stdout } = this.#process;
    if (stdout === null) throw new Error('The emulator has no standard output.');
    const [output] = await Promise.race([once(stdout, 'data'), this.#ended()]);
    const { environment } = JSON.parse(String(output));
    return {
      kind: 'emulated',
      endpoint: environment.AWS_ENDPOINT_URL,
      region: environment.AWS_REGION,
      credentials: {
        accessKeyId: environment.AWS_ACCESS_KEY_ID,
        secretAccessKey: environment.AWS_SECRET_ACCESS_KEY,
      },
      browserIdentifier: 'aws.browser.v1',
    };
  }

  holdings(): Holdings {
    const folder = `/proc/${this.#process.pid}`;
    const status = readFileSync(join(folder, 'status'), 'utf8');
    return {
      processes: this.#browserProcesses(),
      sockets: readdirSync(join(folder, 'fd')).filter((name) => isSocket(join(folder, 'fd', name))).length,
      folders: readdirSync(this.temporary).length,
      memory: Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024,
    };
  }

  /** Ends it as Ctrl-C does. @returns its exit code, and what it has left behind */
  async end(): Promise<{ readonly code: number | null; readonly processes: number; readonly folders: number }> {
    const exit = once(this.#process, 'exit');
    this.#process.kill('SIGINT');
    const [code] = await exit;
    return { code, processes: this.#browserProcesses(), folders: readdirSync(this.temporary).length };
  }

  [Symbol.dispose](): void {
    this.#process.kill('SIGKILL');
    // Browsers that are just ending may still write to their profiles.
    rmSync(this.temporary, { recursive: true, force: true, maxRetries: 10, retryDelay: 500 });
  }

  async #ended(): Promise<never> {
    const [code] = await once(this.#process, 'exit');
    throw new Error(`The emulator ended with exit code ${code} before it was ready.`);
  }

  /** Their helpers included, which name the profile's folder as well. */
  #browserProcesses(): number {
    const rows = execFileSync('ps', ['-eo', 'args='], { encoding: 'utf8' }).split('\n');
    return rows.filter((row) => row.includes(this.temporary)).length;
  }
}

function isSocket(descriptor: string): boolean {
  try {
    return readlinkSync(descriptor).startsWith('socket:');
  } catch {
    // Closed since the folder was read.
    return false;
  }
}
