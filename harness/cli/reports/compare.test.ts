import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Workplace } from '../testing/command-line.ts';

const workplace = new Workplace();
afterAll(() => workplace[Symbol.dispose]());

const ONE = 'routing-precedence/no-default[scheme=http]';

beforeAll(async () => {
  await workplace.run(['run', '--run', ONE, '--out', 'out']);
  const report = JSON.parse(readFileSync(workplace.path('out', 'conformance-report.json'), 'utf8'));
  writeFileSync(workplace.path('good.json'), JSON.stringify(report));
  writeFileSync(workplace.path('empty.json'), JSON.stringify({ ...report, checks: [] }));
  report.verdict = 'violates';
  Object.assign(report.checks[0], { verdict: 'violates', level: 'documented' });
  writeFileSync(workplace.path('bad.json'), JSON.stringify(report));
});

test('the same again: exit code 0', async () => {
  expect(await workplace.run(['compare', 'good.json', 'good.json'])).toEqual({
    status: 0,
    stdout:
      'NOT WORSE  verdict conforms → conforms; of the results 0 got worse, 0 are no longer examined, 0 got better, 0 came or went.\n',
    stderr: '',
  });
});

test('worse: exit code 1, and better again: 0', async () => {
  const worse = await workplace.run(['compare', 'good.json', 'bad.json', '--json']);
  expect(worse.status).toBe(1);
  expect(JSON.parse(worse.stdout)).toMatchObject({
    worse: true,
    results: [{ name: ONE, before: 'conforms', after: 'violates', direction: 'worse' }],
    profiles: [{ name: 'Core routing', before: 'conforms', after: 'violates' }],
  });
  expect((await workplace.run(['compare', 'bad.json', 'good.json'])).status).toBe(0);
});

test('no longer examined: exit code 1, and 0 with --allow-fewer', async () => {
  const fewer = await workplace.run(['compare', 'good.json', 'empty.json']);
  expect(fewer.status).toBe(1);
  expect(fewer.stdout).toContain(`? ${ONE}  conforms → no longer examined (absent)\n`);
  expect(fewer.stdout).toContain('profile     Core routing: conforms → not-examined\n');
  const allowed = await workplace.run(['compare', 'good.json', 'empty.json', '--allow-fewer']);
  expect(allowed.status).toBe(0);
  expect(allowed.stdout).toContain('NOT WORSE');
});

test('files that are no reports: exit code 2, and each is named', async () => {
  writeFileSync(workplace.path('other.json'), '{}');
  const { status, stdout, stderr } = await workplace.run(['compare', 'other.json', 'missing.json']);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain('other.json: 3 problems');
  expect(stderr).toContain('missing.json');
  expect(stderr).toContain('There is no such file.');
});
