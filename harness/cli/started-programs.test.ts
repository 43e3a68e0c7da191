import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { example, Workplace } from './testing/command-line.ts';

let workplace: Workplace;
beforeEach(() => {
  workplace = new Workplace();
  for (const folder of ['bin', 'playwright']) mkdirSync(workplace.path(folder));
});
afterEach(() => workplace[Symbol.dispose]());

const SECRET = 'canary-in-the-environment';

interface Started {
  readonly file: string;
  readonly args: readonly string[];
  /** `NAME=value`, as the system gets them. */
  readonly envPairs: readonly string[];
}

/** Runs a command that notes every program that it starts, among them a browser which has to be looked for. */
async function programsOf(args: readonly string[]): Promise<readonly Started[]> {
  const notes = workplace.path('started.jsonl');
  writeFileSync(notes, '');
  const program = `
    import { ChildProcess } from 'node:child_process';
    import { appendFileSync } from 'node:fs';
    const { spawn } = ChildProcess.prototype;
    ChildProcess.prototype.spawn = function ({ file, args, envPairs }) {
      appendFileSync(${JSON.stringify(notes)}, JSON.stringify({ file, args, envPairs }) + '\\n');
      return spawn.apply(this, arguments);
    };`;
  const browser = workplace.path('bin', 'google-chrome-stable');
  writeFileSync(browser, `#!/bin/sh\nexec "${process.env['CHROMIUM_PATH']}" "$@"\n`, { mode: 0o755 });
  const { status, stderr } = await workplace.run(args, {
    preload: [`data:text/javascript,${encodeURIComponent(program)}`],
    env: {
      PATH: [workplace.path('bin'), process.env['PATH']].join(delimiter),
      CHROMIUM_PATH: '',
      PLAYWRIGHT_BROWSERS_PATH: workplace.path('playwright'),
      AWS_SECRET_ACCESS_KEY: SECRET,
      GITHUB_TOKEN: SECRET,
      HTTPS_PROXY: `http://user:${SECRET}@127.0.0.1:1`,
      UNHEARD_OF: SECRET,
    },
  });
  expect({ status, stderr }).toMatchObject({ status: 0 });
  return readFileSync(notes, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

test.each([
  [
    'verify',
    ['verify', example('bypass.json'), '--schemes', 'http', '--out', 'out'],
    ['--eval', '--headless', 'generate'],
  ],
  ['doctor', ['doctor'], ['--eval', '--version']],
])('%s keeps what is in its environment from the programs that it starts', async (_name, args, expected) => {
  const started = await programsOf(args);
  expect(expected.filter((word) => !started.some((one) => one.args.includes(word)))).toEqual([]);
  expect(started.filter(({ envPairs }) => !envPairs.some((pair) => pair.startsWith('PATH=')))).toEqual([]);
  expect(started.filter(({ envPairs }) => envPairs.some((pair) => pair.includes(SECRET)))).toEqual([]);
});
