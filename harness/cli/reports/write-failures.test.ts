import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Workplace } from '../testing/command-line.ts';

let workplace: Workplace;
beforeEach(() => {
  workplace = new Workplace();
  const configuration = { proxies: [{ externalProxy: { server: 'rest.example', port: 3128 } }] };
  writeFileSync(workplace.path('one.json'), JSON.stringify(configuration));
});
afterEach(() => workplace[Symbol.dispose]());

const VERIFY = ['verify', 'one.json', '--schemes', 'http'];

test('a report that cannot be written: one line, the others say so, and exit code 3', async () => {
  const page = workplace.path('reports', 'matrix.html');
  mkdirSync(page, { recursive: true });
  const { status, stdout, stderr } = await workplace.run([...VERIFY, '--out', 'reports']);
  expect(status).toBe(3);
  expect(stderr).toContain(
    `\nThe matrix report could not be written: EISDIR: illegal operation on a directory, rename '${page}.part' -> '${page}'\n`,
  );
  expect(stdout).toMatch(/\n\nINCONCLUSIVE {2}Reports could not be written: matrix\.\n$/);
  expect(stdout).not.toContain('CONFORMS');
  expect(stdout).not.toContain('matrix page');
  for (const file of ['allure.html', 'conformance-report.json', 'junit.xml']) {
    expect(stdout).toContain(`reports/${file}`);
    expect(existsSync(workplace.path('reports', file)), file).toBe(true);
  }
  expect(JSON.parse(readFileSync(workplace.path('reports', 'badge.json'), 'utf8'))).toMatchObject({
    message: 'inconclusive',
  });
  expect(readFileSync(workplace.path('reports', 'junit.xml'), 'utf8')).toContain('<error type="incomplete"');
  // Written once: a run counts once in the trends.
  expect(readFileSync(workplace.path('reports', 'allure-history.jsonl'), 'utf8').trim().split('\n')).toHaveLength(1);
});

test('a violation stays one when a report cannot be written', async () => {
  mkdirSync(workplace.path('reports', 'junit.xml'), { recursive: true });
  writeFileSync(workplace.path('expect.json'), JSON.stringify({ 'www.company.com': 'direct' }));
  const { status, stdout, stderr } = await workplace.run([
    ...VERIFY,
    '--out',
    'reports',
    '--expect',
    'expect.json',
    '--json',
  ]);
  expect(stderr).toContain('The junit report could not be written: EISDIR');
  expect(JSON.parse(stdout)).toMatchObject({
    verdict: 'violates',
    incomplete: 'Reports could not be written: junit.',
  });
  expect(status).toBe(1);
});

/** @returns why there is none, where one needs to be root on Linux. */
function mountDisk(size: string, path: string): string | undefined {
  mkdirSync(path);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'none', path], { stdio: 'pipe' });
    return undefined;
  } catch (error) {
    return `A small disk cannot be mounted here: ${error instanceof Error ? error.message : error}`;
  }
}

/** What is on a disk that filled up in the end, which had a report of an earlier run on it. */
async function fill(size: string, skip: (note: string) => void): Promise<ReadonlyMap<string, string>> {
  const disk = workplace.path('disk');
  const failure = mountDisk(size, disk);
  if (failure !== undefined) skip(failure);
  try {
    writeFileSync(join(disk, 'matrix.html'), 'an earlier run');
    const { status, stdout, stderr } = await workplace.run([...VERIFY, '--out', disk]);
    expect(status).toBe(3);
    expect(stdout).toMatch(/\n\nINCONCLUSIVE {2}.*\n$/);
    expect(stdout).not.toContain('CONFORMS');
    expect(stderr).toMatch(/^The .* report could not be written: .*ENOSPC: no space left on device/m);
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect(readdirSync(workplace.temporary)).toEqual([]);
    const files = readdirSync(disk, { withFileTypes: true }).filter((entry) => entry.isFile());
    return new Map(files.map(({ name }) => [name, readFileSync(join(disk, name), 'utf8')]));
  } finally {
    execFileSync('umount', [disk]);
  }
}

test('a full disk is never a pass: what has room is there, and says so', async ({ skip }) => {
  const files = await fill('1m', skip);
  const reports = ['badge.json', 'conformance-report.json', 'conformance-report.schema.json', 'junit.xml'];
  expect([...files.keys()].toSorted()).toEqual([...reports, 'matrix.html', 'summary.md']);
  expect(JSON.parse(files.get('conformance-report.json') ?? '')).toMatchObject({
    verdict: 'inconclusive',
    incomplete: 'Reports could not be written: allure.',
  });
  expect(files.get('matrix.html')).toMatch(/Reports could not be written: allure\..*<\/html>\n$/s);
});

test('a disk that has room for next to nothing holds nothing half-written, and nothing of an earlier run', async ({
  skip,
}) => {
  const files = await fill('16k', skip);
  // Which of the small reports fit depends on how much the pictures took.
  const small = ['badge.json', 'junit.xml', 'summary.md'];
  expect([...files.keys()].filter((name) => !small.includes(name))).toEqual([]);
  expect([...files.values()]).not.toContain('');
  expect(files.get('summary.md')).toContain('inconclusive');
});

test.skipIf(!existsSync('/dev/full'))('standard output that cannot be written is never a pass', async () => {
  const full = openSync('/dev/full', 'w');
  const { status, stderr } = await workplace.run([...VERIFY, '--json', '--out', 'reports'], { stdout: full });
  closeSync(full);
  expect(stderr).toMatch(/^Standard output cannot be written: ENOSPC: no space left on device, write$/m);
  expect(stderr).not.toMatch(/^ {4}at /m);
  expect(status).toBe(3);
  expect(existsSync(workplace.path('reports', 'allure.html'))).toBe(true);
});
