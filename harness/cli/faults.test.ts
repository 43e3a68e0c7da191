import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { example, Workplace } from './testing/command-line.ts';

let workplace: Workplace;
beforeEach(() => {
  workplace = new Workplace();
});
afterEach(() => workplace[Symbol.dispose]());

/** Rejects a promise that nobody awaits when the process makes its first request whose path ends so, and the next ones. */
function rejectAtRequest(end: string, times = 1): string {
  return preload('http.client.request.start', 'request.path', end, times);
}

/** The same when a server of the process gets such a request. */
function rejectAtArrival(end: string): string {
  return preload('http.server.request.start', 'request.url', end, 1);
}

function preload(channel: string, path: string, end: string, times: number): string {
  const program = `
    import { subscribe } from 'node:diagnostics_channel';
    let left = 1;
    subscribe('${channel}', ({ request }) => {
      if (left === 0 || !${path}.endsWith(${JSON.stringify(end)})) return;
      left -= 1;
      for (let i = 0; i < ${times}; i++) Promise.reject(new Error('Nobody awaits this.'));
    });`;
  return `data:text/javascript,${encodeURIComponent(program)}`;
}

const START = '/sessions/start';
const BROKEN_OFF = 'The run broke off, for this tool has a fault: Nobody awaits this.';

function expectStackOnce(stderr: string): void {
  expect(stderr.match(/Error: Nobody awaits this\.\n +at /g)).toHaveLength(1);
  expect(stderr).toContain('\nThis is a fault of this tool: stopping what was started. Ctrl-C ends at once.\n');
}

/** Everything was stopped, in its own time. */
function expectNothingLeft(stderr: string): void {
  expect(workplace.browsers()).toEqual([]);
  expect(readdirSync(workplace.temporary)).toEqual([]);
  expect(stderr).not.toContain('ended.');
}

describe('a fault that nobody awaits', () => {
  test.each([
    ['verify', ['verify', example('bypass.json'), '--schemes', 'http', '--out', 'reports']],
    ['run', ['run', '--run', 'routing-precedence/no-default[scheme=http]', '--out', 'reports']],
  ])('as its session starts, ends %s as a signal does: with reports, and nothing left', async (_, args) => {
    const { status, stdout, stderr } = await workplace.run(args, { preload: [rejectAtRequest(START)] });
    expect(status).toBe(3);
    expectStackOnce(stderr);
    expect(stdout).toContain(BROKEN_OFF);
    const report = JSON.parse(readFileSync(workplace.path('reports', 'conformance-report.json'), 'utf8'));
    expect(report).toMatchObject({ verdict: 'harness-fault', incomplete: BROKEN_OFF });
    expectNothingLeft(stderr);
  });

  test('while probing: what was seen until then is reported', async () => {
    const hosts = ['a', 'b', 'c'].map((name) => `.${name}.test`);
    const proxies = [{ externalProxy: { server: 'proxy.example', port: 3128, domainPatterns: hosts } }];
    writeFileSync(workplace.path('hosts.json'), JSON.stringify({ proxies }));
    const { status, stderr } = await workplace.run(['verify', 'hosts.json', '--schemes', 'http', '--out', 'reports'], {
      preload: [rejectAtArrival('-2')],
    });
    expect(status).toBe(3);
    expectStackOnce(stderr);
    const report = JSON.parse(readFileSync(workplace.path('reports', 'conformance-report.json'), 'utf8'));
    expect(report).toMatchObject({ verdict: 'harness-fault', incomplete: BROKEN_OFF });
    expect(report.checks.map(({ id }: { id: string }) => id)).toContain('fail-open/session-starts');
    expect(report.probes.length).toBeGreaterThan(0);
    expectNothingLeft(stderr);
  });

  test('ends prove with what was proved', async () => {
    const { status, stdout, stderr } = await workplace.run(
      ['prove', '--run', 'routing-precedence/no-default', '--json'],
      { preload: [rejectAtRequest(START)] },
    );
    expect(status).toBe(3);
    expectStackOnce(stderr);
    expect(JSON.parse(stdout)).toMatchObject({
      proved: false,
      verdict: 'harness-fault',
      incomplete: expect.stringMatching(/this tool has a fault: Nobody awaits this\. 0 of \d+ sabotages were tried/),
    });
    expectNothingLeft(stderr);
  });

  test('ends what would go on, and no end of that is a success', async () => {
    const program = `
      import { subscribe } from 'node:diagnostics_channel';
      subscribe('net.server.socket', () => void Promise.reject(new Error('Nobody awaits this.')));`;
    const preload = [`data:text/javascript,${encodeURIComponent(program)}`];
    const running = workplace.start(['proxy', '--json'], { preload });
    const { proxy } = JSON.parse(await running.line(/^\{"proxy"/));
    const client = connect(proxy.port, proxy.host);
    client.on('error', () => undefined);
    const closed = once(client, 'close');
    const { status, stderr } = await running.ended;
    await closed;
    expect(status).toBe(3);
    expectStackOnce(stderr);
  });

  test('that comes again and again ends the process at once', async () => {
    const { status, stdout, stderr } = await workplace.run(['verify', example('bypass.json')], {
      preload: [rejectAtRequest(START, 20)],
    });
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr.match(/Error: Nobody awaits this\.\n/g)).toHaveLength(11);
  });

  test('and that keeps things from being stopped: the process ends after a while', async () => {
    const hasty = `
      const { setTimeout } = globalThis;
      globalThis.setTimeout = (act, milliseconds, ...rest) =>
        setTimeout(act, milliseconds === 120_000 ? 0 : milliseconds, ...rest);`;
    const { status, stdout, stderr } = await workplace.run(['verify', example('bypass.json')], {
      preload: [`data:text/javascript,${encodeURIComponent(hasty)}`, rejectAtRequest(START)],
    });
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expectStackOnce(stderr);
    expect(stderr).toMatch(/\nNot everything could be stopped in time: ended\.\n$/);
  });

  test('ends a command with nothing to stop at once', async () => {
    const program =
      "Promise.reject(new Error('Nobody awaits this.')); await new Promise(() => setInterval(() => {}, 60_000));";
    const source = `export async function explain() { ${program} }`;
    const hooks = `
      import { registerHooks } from 'node:module';
      registerHooks({
        load: (url, context, next) =>
          url.endsWith('/harness/cli/explain.ts')
            ? { format: 'module', shortCircuit: true, source: ${JSON.stringify(source)} }
            : next(url, context),
      });`;
    const { status, stdout, stderr } = await workplace.run(['explain', example('bypass.json'), 'a.example'], {
      preload: [`data:text/javascript,${encodeURIComponent(hooks)}`],
    });
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toMatch(/^Error: Nobody awaits this\.\n +at /);
  });
});
