import { spawnSync } from 'node:child_process';
import { afterAll, describe, expect, test } from 'vitest';
import { Workplace } from '../../../harness/cli/testing/command-line.ts';
import { GITLAB_TEMPLATE, gitlabJobs, readAction, workflowSteps } from './testing/kit.ts';

const workplace = new Workplace();
afterAll(() => workplace[Symbol.dispose]());

const WORKFLOWS = ['github-gate.yml', 'github-scheduled.yml'];
const EXAMPLE = 'suites/examples/ci/gitlab-ci.yml';
const action = readAction();
const template = gitlabJobs(GITLAB_TEMPLATE);
const jobs = gitlabJobs(EXAMPLE);
const ours = WORKFLOWS.flatMap((name) =>
  workflowSteps(name)
    .filter(({ uses }) => uses === './.github/actions/verify')
    .map((step) => ({ name, inputs: step.with })),
);

const scripts: readonly (readonly [string, string])[] = [
  ...action.runs.steps.map(({ run }, index) => [`step ${index} of the action`, run] as const),
  ...WORKFLOWS.flatMap((name) => workflowSteps(name).map(({ run }) => [name, run] as const)),
  ...[...template, ...jobs].flatMap(([name, { script, after_script }]) =>
    [...script, ...after_script].map((line) => [`GitLab's ${name}`, line] as const),
  ),
].flatMap(([where, script]) => (script === undefined ? [] : [[where, script] as const]));

test.each(scripts)('Bash can read the script of %s', (_where, script) => {
  expect(spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
});

test('no script has an expression in its text, which would let an input be a command', () => {
  for (const [where, script] of scripts) expect(script, where).not.toContain('${{');
});

describe('the action', () => {
  test('every input is used, and every expression names something that exists', () => {
    const ids = action.runs.steps.flatMap(({ id }) => (id === undefined ? [] : [id]));
    const text = JSON.stringify(action);
    const used = [...text.matchAll(/\$\{\{ inputs\.([\w-]+) \}\}/g)].map(([, input]) => input ?? '');
    expect([...new Set(used)].toSorted()).toEqual(Object.keys(action.inputs).toSorted());
    const steps = [...text.matchAll(/steps\.([\w-]+)\./g)].map(([, id]) => id ?? '');
    expect(steps.filter((id) => !ids.includes(id))).toEqual([]);
    expect([...text.matchAll(/\$\{\{/g)]).toHaveLength(used.length + steps.length);
  });

  test('reports are kept and the summary is shown also after a failure', () => {
    const [, , summary, upload] = action.runs.steps;
    expect([summary?.if, upload?.if]).toEqual(['always()', 'always()']);
  });
});

describe('the examples', () => {
  test('give the action inputs that it has', () => {
    expect(ours).toHaveLength(2);
    for (const { name, inputs } of ours) {
      expect(
        Object.keys(inputs).filter((input) => !(input in action.inputs)),
        name,
      ).toEqual([]);
    }
  });

  test('set variables that the template has, of a job that it has', () => {
    const [[hidden, { variables }] = expect.unreachable()] = template;
    const extending = [...jobs.values()].filter((job) => job.extends !== undefined);
    expect(extending.map((job) => job.extends)).toEqual([hidden, hidden]);
    for (const job of extending)
      expect(Object.keys(variables)).toEqual(expect.arrayContaining(Object.keys(job.variables)));
  });

  test('keep the history of trends where the reports are', () => {
    const caches = workflowSteps('github-scheduled.yml').filter(({ uses }) => uses?.startsWith('actions/cache/'));
    const history = `${action.inputs['out']?.default}/allure-history.jsonl`;
    expect(caches.map((step) => step.with['path'])).toEqual([history, history]);
    const [restored, saved] = caches;
    expect(saved?.with['key']).toBe(restored?.with['key']);
    expect(restored?.with['key']).toMatch(new RegExp(`^${literal(String(restored?.with['restore-keys']))}`));
    expect(jobs.get('nightly')?.cache?.paths).toEqual(['$ACPC_OUT/allure-history.jsonl']);
  });

  test('use options that the command has', async () => {
    const [[, { variables }] = expect.unreachable()] = template;
    const uses = [
      ...ours.map(({ inputs }) => [inputs['command'] ?? 'verify', inputs['options'] ?? ''] as const),
      ...[...jobs.values()].map(
        (job) => [variables['ACPC_COMMAND'] ?? '', job.variables['ACPC_OPTIONS'] ?? ''] as const,
      ),
    ];
    const matrix = uses.flatMap(([command, options]) =>
      (String(command).startsWith('${{') ? ['verify', 'run'] : [String(command)]).map(
        (one) => [one, String(options)] as const,
      ),
    );
    const help = new Map<string, string>();
    for (const command of ['verify', 'run']) help.set(command, (await workplace.run([command, '--help'])).stdout);
    const named = [...matrix, ['verify', '--out x'], ['run', '--out x']] as const;
    for (const [command, options] of named) {
      for (const [option] of options.matchAll(/--[\w-]+/g))
        expect(help.get(command), command).toContain(`  ${option} `);
    }
    expect(matrix.map(([, options]) => options).join(' ')).toContain('--expect');
  });
});

function literal(text: string): string {
  return text.replace(/[$.{}]/g, '\\$&');
}
