import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const REPORTER = new URL('skipped-tests.ts', import.meta.url).href;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'acpc-skipped-tests-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs one file on a machine without an engine. @returns what the report says of each skipped test. */
async function skippedOf(file: string, options = {}): Promise<readonly unknown[]> {
  const settings = { root: ROOT, config: false, watch: false, ...options };
  const script = `
    const { startVitest } = await import('vitest/node');
    const { SkippedTests } = await import(${JSON.stringify(REPORTER)});
    const reporters = [new SkippedTests(${JSON.stringify(folder)})];
    const vitest = await startVitest('test', [${JSON.stringify(file)}], { ...${JSON.stringify(settings)}, reporters });
    await vitest.close();`;
  const env = { ...process.env, ACPC_ENGINE: undefined, VITEST: undefined };
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { cwd: ROOT, env });
  return readdirSync(folder)
    .filter((name) => name.endsWith('-result.json'))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
}

test('what needs a container engine is in the report without one: skipped, and why', async () => {
  expect(await skippedOf('suites/containers/run.test.ts')).toMatchObject([
    {
      name: 'cases of each group conform; one set of containers serves them all, and is gone afterwards',
      titlePath: [
        'agentcore-proxy-conformance',
        'suites',
        'containers',
        'run.test.ts',
        'run with its witnesses in containers',
      ],
      status: 'skipped',
      statusDetails: { message: 'not applicable: no container engine' },
    },
  ]);
});

test('what nobody has asked for is not', async () => {
  expect(await skippedOf('suites/containers/run.test.ts', { testNamePattern: 'nothing of it' })).toEqual([]);
});
