import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { Workplace } from '../testing/command-line.ts';

const workplace = new Workplace();
afterAll(() => workplace[Symbol.dispose]());

const ONE = 'routing-precedence/no-default[scheme=http]';

describe('bad usage is exit code 2, and nothing is started', () => {
  test.each([
    ['run', ['--run', 'no/such'], '  --run  [glob-without-match]'],
    ['list', ['--skip', 'no/such'], '  --skip  [glob-without-match]'],
    ['plan', ['--shard', '1000/1000'], '  --shard  [empty-shard]'],
  ])('%s %j', async (command, args, line) => {
    const { status, stdout, stderr } = await workplace.run([command, ...args]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.split('\n')).toContain(line);
    expect(workplace.browsers()).toEqual([]);
  });

  test.each([
    ['--shard', '3/2', 'Write it as 2/3: the second of three parts.'],
    ['--seed', '-1', 'Write a whole number from 0 to 4294967295.'],
  ])('%s %s', async (option, value, rule) => {
    const { status, stderr } = await workplace.run(['run', `${option}=${value}`]);
    expect(status).toBe(2);
    expect(stderr).toContain(`argument '${value}' is invalid. ${rule}\n`);
  });

  test('an expected failure without a reason', async () => {
    writeFileSync(workplace.path('expected.yaml'), '- case: routing-precedence/**\n');
    const { status, stderr } = await workplace.run(['run', '--expected-failures', 'expected.yaml']);
    expect(status).toBe(2);
    expect(stderr.split('\n')).toContain('    The entry gives no reason.');
  });
});

describe('list and plan', () => {
  test('list says what a case does', async () => {
    const { status, stdout } = await workplace.run(['list', '--run', 'routing-precedence/no-default']);
    expect(status).toBe(0);
    expect(stdout).toMatchInlineSnapshot(`
      "routing-precedence/no-default
        Every proxy has patterns, and none of them claims the host.
        The request connects directly.
        tests      R-UNMATCHED-NO-DEFAULT
        proved by  unmatched-takes-first-proxy
        cells      [scheme=http] [scheme=https] [scheme=ws] [scheme=wss]

      1 case, 4 cells
      "
    `);
  });

  test('plan names cells in the order in which they would run', async () => {
    const { stdout } = await workplace.run(['plan', '--run', 'routing-precedence/no-default', '--json']);
    expect(JSON.parse(stdout)).toMatchObject([{ case: 'routing-precedence/no-default', cells: { length: 4 } }]);
  });
});

describe('run', () => {
  test('conforms: the sum, the verdict, exit code 0, and reports', async () => {
    mkdirSync(workplace.path('out'));
    const { status, stdout } = await workplace.run(['run', '--run', ONE, '--out', 'out']);
    expect(stdout).toContain('\n1 cell: 1 conforms.\n\nReports\n');
    expect(stdout).toMatch(/\n\nCONFORMS {2}.*\n$/);
    expect(status).toBe(0);
    expect(readdirSync(workplace.path('out'))).toContain('junit.xml');
    expect(JSON.parse(readFileSync(workplace.path('out', 'conformance-report.json'), 'utf8'))).toMatchObject({
      verdict: 'conforms',
      suite: { arithmetic: { cells: 1, conform: 1 }, asked: { personality: 'documented' } },
      checks: [{ id: ONE, requirement: 'R-UNMATCHED-NO-DEFAULT', cell: { caseId: 'routing-precedence/no-default' } }],
    });
  });

  test('an expected failure that does not come violates: the words and exit code 1', async () => {
    writeFileSync(workplace.path('stale.yaml'), `- case: "${ONE}"\n  reason: It was so once.\n`);
    const args = ['run', '--run', ONE, '--expected-failures', 'stale.yaml', '--out', 'stale'];
    const { status, stdout } = await workplace.run(args);
    expect(status).toBe(1);
    expect(stdout).toMatch(/\n\nVIOLATES {2}An expected failure did not come: .*\n$/);
    expect(JSON.parse(readFileSync(workplace.path('stale', 'conformance-report.json'), 'utf8'))).toMatchObject({
      verdict: 'violates',
      suite: { stale: [{ cell: ONE }] },
    });
  });
});
