import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browsersIn, killBrowsersIn } from './browsers-in.ts';

/** A browser executable that tells how long its browser lives. */
export interface WatchedBrowser {
  readonly executable: string;
  /** Settles when the browser runs. */
  readonly running: Promise<unknown>;
  /** Settles when its process is gone: it holds a pipe as long as it lives. */
  readonly gone: Promise<unknown>;
}

/**
 * A folder for the temporary files of this test's browsers. What is left there, and the processes whose profile is
 * there, were ours. Its name is short: paths of sockets begin with it.
 */
export class BrowserFolder implements Disposable {
  readonly #outside = process.env['TMPDIR'];
  readonly path = mkdtempSync(join(tmpdir(), 'acpc-'));
  readonly scripts = mkdtempSync(join(tmpdir(), 'acpc-scripts-'));

  constructor() {
    process.env['TMPDIR'] = this.path;
  }

  /** @throws {Error} outside the test suite, whose set-up finds the browser. */
  static chromium(): string {
    const executable = process.env['CHROMIUM_PATH'];
    if (!executable) throw new Error('This test needs Chrome or Chromium; CHROMIUM_PATH may name one.');
    return executable;
  }

  files(): readonly string[] {
    return readdirSync(this.path);
  }

  processes(): readonly number[] {
    return browsersIn(this.path).map(({ id }) => id);
  }

  /** Kills all browsers, as a crash would. */
  kill(): void {
    killBrowsersIn(this.path);
  }

  /** An executable shell script. */
  script(name: string, text: string): string {
    const path = join(this.scripts, name);
    writeFileSync(path, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    return path;
  }

  watchedBrowser(): WatchedBrowser {
    const pipe = join(this.scripts, 'alive');
    execFileSync('mkfifo', [pipe]);
    const executable = this.script('watched-chromium', `exec "${BrowserFolder.chromium()}" "$@" 9>"${pipe}"`);
    const alive = createReadStream(pipe).resume();
    return { executable, running: once(alive, 'open'), gone: once(alive, 'end') };
  }

  [Symbol.dispose](): void {
    if (this.#outside === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = this.#outside;
    // What was started from elsewhere may be alive, and write on.
    this.kill();
    for (const folder of [this.path, this.scripts]) rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}
