import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { launchChromium } from './launch.ts';
import { LONGEST_TMPDIR } from './temporary-folder.ts';
import { BrowserFolder } from './testing/browser-folder.ts';

let folder: BrowserFolder;
beforeEach(() => {
  folder = new BrowserFolder();
});
afterEach(() => folder[Symbol.dispose]());

const OPTIONS = { trustedPublicKeys: [] };

describe('a browser that starts', () => {
  test('offers DevTools, and leaves no process and no file when it is disposed, twice too', async () => {
    const chromium = await launchChromium(BrowserFolder.chromium(), OPTIONS);
    const { port } = new URL(chromium.devToolsUrl);
    const version = await (await fetch(`http://127.0.0.1:${port}/json/version`)).json();
    expect(version).toMatchObject({ webSocketDebuggerUrl: chromium.devToolsUrl });
    expect(folder.processes()).toContain(chromium.processId);
    expect(folder.files()).toHaveLength(1);

    await chromium[Symbol.asyncDispose]();
    expect(await chromium.exited).toBe('ended by SIGKILL');
    expect(folder.processes()).toEqual([]);
    expect(folder.files()).toEqual([]);
    await chromium[Symbol.asyncDispose]();
  });

  test('is started with the command line that its caller makes of ours', async () => {
    await using chromium = await launchChromium(BrowserFolder.chromium(), {
      ...OPTIONS,
      commandLine: (flags) => ['--user-agent=made by the caller', ...flags],
    });
    const { port } = new URL(chromium.devToolsUrl);
    const version = await (await fetch(`http://127.0.0.1:${port}/json/version`)).json();
    expect(version).toMatchObject({ 'User-Agent': 'made by the caller' });
  });

  test('goes when the process that started it is killed', async () => {
    const { executable, gone } = folder.watchedBrowser();
    const program = `
      import { launchChromium } from ${JSON.stringify(fileURLToPath(new URL('./launch.ts', import.meta.url)))};
      await launchChromium(${JSON.stringify(executable)}, { trustedPublicKeys: [] });
      process.stdout.write('up');
      setInterval(() => {}, 60_000);`;
    const parent = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(parent.stdout, 'data');
    parent.kill('SIGKILL');
    await gone;
  });
});

describe.runIf(process.platform === 'linux')('a folder for temporary files', () => {
  afterEach(() => void vi.unstubAllEnvs());

  /** Makes one whose path has so many bytes. */
  function ofLength(bytes: number): string {
    const path = join(folder.path, 'x'.repeat(bytes - folder.path.length - 1));
    mkdirSync(path);
    vi.stubEnv('TMPDIR', path);
    return path;
  }

  test('of the longest path that is allowed: the browser starts, and leaves nothing', async () => {
    const path = ofLength(LONGEST_TMPDIR);
    {
      await using chromium = await launchChromium(BrowserFolder.chromium(), OPTIONS);
      const { port } = new URL(chromium.devToolsUrl);
      expect((await fetch(`http://127.0.0.1:${port}/json/version`)).status).toBe(200);
      expect(readdirSync(path)).toHaveLength(1);
    }
    expect(readdirSync(path)).toEqual([]);
  });

  test('of a path that is one byte longer: refused before anything is made', async () => {
    const path = ofLength(LONGEST_TMPDIR + 1);
    await expect(launchChromium(BrowserFolder.chromium(), OPTIONS)).rejects.toMatchObject({
      code: 'ERR_TEMPORARY_FOLDER',
      message: `The path of the folder for temporary files is too long for the sockets of browsers (38 bytes: ${path}). Set TMPDIR to a folder whose path has at most 37, for example /tmp.`,
    });
    expect(readdirSync(path)).toEqual([]);
  });
});

describe('a browser that does not start says why, in one sentence, and leaves nothing', () => {
  afterEach(() => {
    expect(folder.processes()).toEqual([]);
    expect(folder.files()).toEqual([]);
  });

  test('there is no such file', async () => {
    await expect(launchChromium('/no/such/browser', OPTIONS)).rejects.toMatchObject({
      code: 'ERR_BROWSER_START',
      message: '/no/such/browser did not start: spawn /no/such/browser ENOENT',
    });
  });

  test('it exits without a word', async () => {
    const executable = folder.script('quiet', 'exit 7');
    await expect(launchChromium(executable, OPTIONS)).rejects.toThrow(
      `${executable} did not start: exited with code 7`,
    );
  });

  test('it exits with last words, while a helper still holds its standard error', async () => {
    const executable = folder.script('talkative', 'sleep 600 & echo first >&2; echo "no display" >&2; exit 1');
    await expect(launchChromium(executable, OPTIONS)).rejects.toThrow(
      `${executable} did not start: exited with code 1 (no display)`,
    );
  });

  test('it never offers DevTools', async () => {
    const executable = folder.script('deaf', 'exec sleep 600');
    await expect(launchChromium(executable, OPTIONS, 200)).rejects.toThrow(
      `${executable} did not start: no DevTools after 0.2 s`,
    );
  });
});
