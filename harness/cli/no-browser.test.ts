import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { example, Workplace } from './testing/command-line.ts';

let workplace: Workplace;
beforeEach(() => {
  workplace = new Workplace();
  mkdirSync(workplace.path('bin'));
});
afterEach(() => workplace[Symbol.dispose]());

/** A machine without a browser, on which Playwright's installer reaches nobody. */
function bareMachine(): NodeJS.ProcessEnv {
  return {
    PATH: workplace.path('bin'),
    CHROMIUM_PATH: '',
    PLAYWRIGHT_BROWSERS_PATH: workplace.path('browsers'),
    PLAYWRIGHT_DOWNLOAD_HOST: 'http://127.0.0.1:1',
  };
}

function command(name: string, script: string): void {
  writeFileSync(workplace.path('bin', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

const VERIFY = ['verify', example('bypass.json'), '--schemes', 'http'];
const NONE =
  'No Chromium found, and none could be installed. Install Chrome or Chromium, run `npx playwright install chromium`, or set CHROMIUM_PATH to an executable.';

test('where none can be installed: what was tried and what to do, exit code 2', async () => {
  command('apt-get', 'exit 100');
  const { status, stdout, stderr } = await workplace.run(VERIFY, { env: bareMachine() });
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr.trimEnd().split('\n')).toEqual([
    'No Chrome or Chromium found; installing one with Playwright’s installer.',
    ...(process.getuid?.() === 0 ? ['Playwright’s installer could not; installing Debian’s package chromium.'] : []),
    NONE,
  ]);
});

test.runIf(process.platform === 'linux').each([
  ['verify', VERIFY],
  ['run', ['run', '--run', 'routing-precedence/**']],
  ['emulate', ['emulate']],
])('%s where the path for temporary files is too long for a browser: one line, exit code 2', async (_name, args) => {
  const long = workplace.path('x'.repeat(40));
  mkdirSync(long);
  const { status, stdout, stderr } = await workplace.run(args, { env: { TMPDIR: long } });
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr.trimEnd()).toBe(
    `The path of the folder for temporary files is too long for the sockets of browsers (${long.length} bytes: ${long}). Set TMPDIR to a folder whose path has at most 37, for example /tmp.`,
  );
  expect(readdirSync(long)).toEqual([]);
});

test.runIf(process.getuid?.() === 0)('where the system’s packages have one, it is installed and used', async () => {
  command(
    'apt-get',
    `echo "$@" >> ${workplace.path('calls')}; [ "$1" = update ] || /bin/ln -s ${workplace.path('broken')} ${workplace.path('bin', 'chromium')}`,
  );
  writeFileSync(workplace.path('broken'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  // Playwright's installer tries five downloads otherwise; here it has nowhere to put one, and says so at once.
  const env = { ...bareMachine(), PLAYWRIGHT_BROWSERS_PATH: '/dev/null/browsers' };
  const { status, stdout, stderr } = await workplace.run([...VERIFY, '--json'], { env });
  expect(readFileSync(workplace.path('calls'), 'utf8')).toBe('update\ninstall --yes chromium\n');
  expect(stderr).toContain(`\nBrowser: ${workplace.path('bin', 'chromium')} (installed on this machine)\n`);
  expect(JSON.parse(stdout).incomplete).toContain(`${workplace.path('bin', 'chromium')} did not start`);
  expect(status).toBe(3);
});
