import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { example } from '../../../harness/cli/testing/command-line.ts';
import { GITLAB_TEMPLATE, gitlabJobs, readAction, type Step } from './testing/kit.ts';
import { Checkout } from './testing/runner.ts';

let checkout: Checkout;
beforeEach(() => {
  checkout = new Checkout();
  cpSync(example('bypass.json'), checkout.path('proxy-configuration.json'));
});
afterEach(() => checkout[Symbol.dispose]());

const action = readAction();
const [, conformance = expect.unreachable(), summary = expect.unreachable()] = action.runs.steps;

/** Runs a step of the action as GitHub does, with inputs in the place of their defaults. */
function runStep({ run = '', env }: Step, inputs: Readonly<Record<string, string>> = {}, more = {}) {
  const value = (expression: string): string => {
    const [, name = ''] = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression) ?? [];
    return inputs[name] ?? action.inputs[name]?.default ?? expect.unreachable(expression);
  };
  const variables = Object.entries(env).map(([name, expression]) => [name, value(expression)]);
  return checkout.bash(run, { ...Object.fromEntries(variables), ...more });
}

/** Puts an npx there that only says what it was asked for. */
function stubNpx(exitCode: number): Readonly<Record<string, string>> {
  checkout.program('stub', 'npx', `for argument in "$@"; do echo "<$argument>"; done; exit ${exitCode}`);
  return { PATH: `${checkout.path('stub')}:${process.env['PATH']}` };
}

describe('the GitHub action', () => {
  test('verifies for real, leaves the reports and shows the summary', async () => {
    const { status, stdout, stderr } = await runStep(conformance, { options: '--schemes http' });
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(stdout).toMatch(/^CONFORMS /m);
    expect(checkout.read('output')).toBe('exit-code=0\n');
    for (const file of ['allure.html', 'conformance-report.json', 'allure-history.jsonl', 'summary.md']) {
      expect(existsSync(checkout.path('proxy-conformance', file)), file).toBe(true);
    }
    expect((await runStep(summary)).status).toBe(0);
    expect(checkout.read('summary')).toBe(`${checkout.read('proxy-conformance/summary.md')}\n`);
  });

  test('fails with the exit code, and still has it as an output', async () => {
    writeFileSync(checkout.path('proxy-configuration.json'), '{}');
    const { status, stdout, stderr } = await runStep(conformance);
    expect(status).toBe(2);
    expect(stderr).toContain('proxy-configuration.json: 1 problem');
    expect(stdout).toContain('::error::Nothing was run: the log of this step says what to mend.\n');
    expect(checkout.read('output')).toBe('exit-code=2\n');
    expect(await runStep(summary)).toMatchObject({ status: 0, stdout: '', stderr: '' });
  });

  test.each([
    [1, '::error::At least one statement does not hold. The summary of this job says which.\n'],
    [3, '::error::The run proves nothing: evidence is missing, or the tool failed.\n'],
    [134, '::error::The run proves nothing: evidence is missing, or the tool failed.\n'],
  ])('says what exit code %i means', async (code, message) => {
    const { status, stdout } = await runStep(conformance, {}, stubNpx(code));
    expect(status).toBe(code);
    expect(stdout.endsWith(message)).toBe(true);
  });

  test('hands over several configurations, options as they are, and the version', async () => {
    const inputs = { configuration: 'a b.json\n\nc.json\n', options: '--strict\n --schemes http', version: '1.2.3' };
    const { stdout } = await runStep(conformance, inputs, stubNpx(0));
    expect(stdout.match(/(?<=^<).*(?=>$)/gm)).toEqual([
      ...['--yes', 'agentcore-proxy-conformance@1.2.3', 'verify', 'a b.json', 'c.json'],
      ...['--strict', '--schemes', 'http', '--out', 'proxy-conformance'],
    ]);
  });

  test('runs the cases with globs that the shell leaves alone, and no configuration', async () => {
    const { stdout } = await runStep(conformance, { command: 'run', options: '--run */*' }, stubNpx(0));
    expect(stdout.match(/(?<=^<).*(?=>$)/gm)).toEqual([
      ...['--yes', 'agentcore-proxy-conformance', 'run', '--run', '*/*', '--out', 'proxy-conformance'],
    ]);
  });

  test('takes no input for a command', async () => {
    const inputs = { configuration: '$(touch pwned).json', options: '`touch pwned` $(touch pwned) ; touch pwned' };
    await runStep(conformance, inputs, stubNpx(0));
    expect(existsSync(checkout.path('pwned'))).toBe(false);
    expect(await runStep(conformance, { command: 'emulate' }, stubNpx(0))).toEqual({
      status: 2,
      stdout: '::error::The input "command" is verify or run.\n',
      stderr: '',
    });
  });

  test('shows the summary of every configuration, as much of each as fits', async () => {
    for (const [folder, content] of [
      ['01-a', 'first\n'],
      ['02-b', 'x'.repeat(1_000_000)],
    ] as const) {
      mkdirSync(checkout.path('proxy-conformance', folder), { recursive: true });
      writeFileSync(checkout.path('proxy-conformance', folder, 'summary.md'), content);
    }
    await runStep(summary);
    expect(checkout.read('summary')).toBe(`first\n\n${'x'.repeat(900_000)}\n`);
  });
});

describe('the GitLab template', () => {
  const [[, job] = expect.unreachable()] = gitlabJobs(GITLAB_TEMPLATE);
  const run = (lines: readonly string[], more: Readonly<Record<string, string>> = {}) =>
    checkout.bash(lines.join('\n'), { ...job.variables, ...more });

  test('verifies for real', async () => {
    const { status, stdout } = await run(job.script, { ACPC_OPTIONS: '--schemes http' });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^CONFORMS /m);
    expect(existsSync(checkout.path('proxy-conformance', 'junit.xml'))).toBe(true);
  });

  test('hands over what the variables say, and fails with the exit code', async () => {
    const variables = {
      ACPC_COMMAND: 'run',
      ACPC_OPTIONS: '--run */* --strict',
      ACPC_OUT: 'here',
      ACPC_VERSION: '1.2.3',
    };
    const { status, stdout } = await run(job.script, { ...variables, ...stubNpx(1) });
    expect(status).toBe(1);
    expect(stdout.match(/(?<=^<).*(?=>$)/gm)).toEqual([
      ...['--yes', 'agentcore-proxy-conformance@1.2.3', 'run', '--run', '*/*', '--strict', '--out', 'here'],
    ]);
  });

  test('writes the summary under the merge request, the token on no command line', async () => {
    const notes: unknown[] = [];
    const server = createServer(async (request, response) => {
      const { method, url, headers } = request;
      notes.push({
        method,
        url,
        token: headers['private-token'],
        body: new URLSearchParams(await text(request)).get('body'),
      });
      response.writeHead(201).end('{}');
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    mkdirSync(checkout.path('proxy-conformance'));
    writeFileSync(checkout.path('proxy-conformance', 'summary.md'), '# All & everything = fine\n');
    const request = { CI_API_V4_URL: `http://127.0.0.1:${port}/api/v4`, CI_PROJECT_ID: '7', CI_MERGE_REQUEST_IID: '3' };
    expect(await run(job.after_script, request)).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(notes).toEqual([]);
    checkout.program('stub', 'curl', `printf '%s\\n' "$*" >> ${checkout.path('calls')}; PATH=$REST exec curl "$@"`);
    const REST = process.env['PATH'] ?? '';
    const PATH = `${checkout.path('stub')}:${REST}`;
    const { status } = await run(job.after_script, { ...request, ACPC_GITLAB_TOKEN: 'glpat-secret', PATH, REST });
    server.close();
    expect(status).toBe(0);
    expect(checkout.read('calls')).toContain('--header @-');
    expect(checkout.read('calls')).not.toContain('glpat');
    expect(notes).toEqual([
      {
        method: 'POST',
        url: '/api/v4/projects/7/merge_requests/3/notes',
        token: 'glpat-secret',
        body: '# All & everything = fine\n',
      },
    ]);
  });
});
