import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Workplace } from '../testing/command-line.ts';

let workplace: Workplace;
beforeEach(() => {
  workplace = new Workplace();
  const configuration = { proxies: [{ externalProxy: { server: 'rest.example', port: 3128 } }] };
  writeFileSync(workplace.path('one.json'), JSON.stringify(configuration));
});
afterEach(() => workplace[Symbol.dispose]());

test('a report that cannot be written: one line, the other reports, and exit code 3', async () => {
  mkdirSync(workplace.path('reports', 'matrix.html'), { recursive: true });
  const { status, stdout, stderr } = await workplace.run([
    'verify',
    'one.json',
    '--schemes',
    'http',
    '--out',
    'reports',
  ]);
  expect(status).toBe(3);
  expect(stderr).toContain(
    `\nThe matrix report could not be written: EISDIR: illegal operation on a directory, open '${workplace.path('reports', 'matrix.html')}'\n`,
  );
  expect(stdout).toContain('CONFORMS');
  expect(stdout).not.toContain('matrix page');
  for (const file of ['allure.html', 'conformance-report.json', 'junit.xml']) {
    expect(stdout).toContain(`reports/${file}`);
    expect(existsSync(workplace.path('reports', file)), file).toBe(true);
  }
});

test('a violation stays one when a report cannot be written', async () => {
  mkdirSync(workplace.path('reports', 'junit.xml'), { recursive: true });
  writeFileSync(workplace.path('expect.json'), JSON.stringify({ 'www.company.com': 'direct' }));
  const args = ['verify', 'one.json', '--schemes', 'http', '--out', 'reports', '--expect', 'expect.json'];
  const { status, stderr } = await workplace.run(args);
  expect(stderr).toContain('The junit report could not be written: EISDIR');
  expect(status).toBe(1);
});

test('a full disk is never a pass', async ({ skip }) => {
  const disk = workplace.path('disk');
  mkdirSync(disk);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', disk], { stdio: 'pipe' });
  } catch (error) {
    skip(`A small disk cannot be mounted here: ${error instanceof Error ? error.message : error}`);
  }
  try {
    const { status, stderr } = await workplace.run(['verify', 'one.json', '--schemes', 'http', '--out', disk]);
    expect(status).toBe(3);
    expect(stderr).toMatch(/^The .* report could not be written: .*ENOSPC: no space left on device/m);
    expect(stderr).not.toMatch(/^ {4}at /m);
  } finally {
    execFileSync('umount', [disk]);
  }
  expect(readdirSync(workplace.temporary)).toEqual([]);
});

test.skipIf(!existsSync('/dev/full'))('standard output that cannot be written is never a pass', async () => {
  const full = openSync('/dev/full', 'w');
  const { status, stderr } = await workplace.run(['verify', 'one.json', '--schemes', 'http', '--json'], {
    stdout: full,
  });
  closeSync(full);
  expect(stderr).toContain('ENOSPC');
  expect(status).toBe(3);
});
