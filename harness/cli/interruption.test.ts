import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, createReadStream, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { signalAtLine } from './testing/at-line.ts';
import { example, Workplace } from './testing/command-line.ts';

let workplace: Workplace;
beforeEach(() => {
  workplace = new Workplace();
});
afterEach(() => workplace[Symbol.dispose]());

/** Enough hosts that some are left to be asked for when the signal comes. */
function manyHosts(): object {
  const proxies = Array.from({ length: 3 }, (_, i) => ({
    externalProxy: {
      server: `proxy${i}.example`,
      port: 3128,
      domainPatterns: Array.from({ length: 8 }, (_, j) => `.area${j}.company${i}.test`),
    },
  }));
  return { proxies };
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s while probing: what was seen is reported, and is no pass',
  async (signal) => {
    writeFileSync(workplace.path('many.json'), JSON.stringify(manyHosts()));
    const { status, stdout, stderr } = await workplace.run(
      ['verify', 'many.json', '--schemes', 'http', '--out', 'reports'],
      { preload: [signalAtLine(/^probing/, signal)] },
    );

    expect(status).toBe(3);
    expect(stderr).toContain(`\n${signal}: stopping what was started. Once more ends at once.\n`);
    expect(stdout).toMatch(/^INCONCLUSIVE {2}The run was interrupted\.$/m);
    const report = JSON.parse(readFileSync(workplace.path('reports', 'conformance-report.json'), 'utf8'));
    expect(report).toMatchObject({ verdict: 'inconclusive', incomplete: 'The run was interrupted.' });
    const verdicts = report.probes.map(({ verdict }: { verdict: string }) => verdict);
    expect(verdicts).toContain('inconclusive');
    expect(verdicts).not.toContain('violates');
    expect(workplace.browsers()).toEqual([]);
    expect(readdirSync(workplace.temporary)).toEqual([]);
  },
);

/** Sends the process a signal when it has come to loading a module. */
function signalAt(module: string, signal: NodeJS.Signals): string {
  return whenLoading(module, `process.kill(process.pid, ${JSON.stringify(signal)});`);
}

/** The same, and comes no further: whatever ends it is what the signal does. */
function signalAndStopAt(module: string, signal: NodeJS.Signals): string {
  const source = `setInterval(() => {}, 60_000); process.kill(process.pid, '${signal}'); await new Promise(() => {});`;
  return whenLoading(module, `return { format: 'module', shortCircuit: true, source: ${JSON.stringify(source)} };`);
}

function whenLoading(module: string, statement: string): string {
  const program = `
    import { registerHooks } from 'node:module';
    registerHooks({
      load(url, context, next) {
        if (url.endsWith(${JSON.stringify(module)})) ${statement}
        return next(url, context);
      },
    });`;
  return `data:text/javascript,${encodeURIComponent(program)}`;
}

describe('before the command has begun', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s ends it with words, exit code 3 and nothing left',
    async (signal) => {
      const { status, stdout, stderr } = await workplace.run(['verify', example('bypass.json'), '--out', 'reports'], {
        preload: [signalAndStopAt('/harness/cli/program.ts', signal)],
      });
      expect({ status, stdout, stderr }).toEqual({
        status: 3,
        stdout: '',
        stderr: `\n${signal}: ended without a result.\n`,
      });
      expect(readdirSync(workplace.folder)).toEqual(['tmp']);
      expect(readdirSync(workplace.temporary)).toEqual([]);
    },
  );

  test('and while it loads what it needs: reported as later ones are', async () => {
    const { status, stdout, stderr } = await workplace.run(['verify', example('bypass.json')], {
      preload: [signalAt('/harness/cli/verify/verify.ts', 'SIGTERM')],
    });
    expect(stderr).toContain('\nSIGTERM: stopping what was started. Once more ends at once.\n');
    expect(stdout).toMatch(/^INCONCLUSIVE {2}The run was interrupted\.$/m);
    expect(status).toBe(3);
  });

  test('a command with nothing to stop ends in the same way whenever it is', async () => {
    const { status, stdout, stderr } = await workplace.run(['explain', example('bypass.json'), 'a.example'], {
      preload: [signalAndStopAt('/harness/cli/explain.ts', 'SIGINT')],
    });
    expect({ status, stdout, stderr }).toEqual({
      status: 3,
      stdout: '',
      stderr: '\nSIGINT: ended without a result.\n',
    });
  });
});

test('before anything has started: the first configuration is reported all the same, the others are named', async () => {
  const { status, stdout, stderr } = await workplace.run(
    ['verify', example('bypass.json'), example('basic-auth.json'), '--out', 'reports'],
    { preload: [signalAtLine(/^Browser: /, 'SIGINT')] },
  );
  expect(status).toBe(3);
  expect(stdout).toMatch(/^INCONCLUSIVE {2}The run was interrupted\.$/m);
  expect(stderr).toMatch(/^Not begun: .*basic-auth\.json\.$/m);
  expect(readFileSync(workplace.path('reports', '01-bypass', 'conformance-report.json'), 'utf8')).toContain(
    '"The run was interrupted."',
  );
  expect(workplace.browsers()).toEqual([]);
});

test('a second signal ends at once, and the browser goes too', async () => {
  // A browser that never says it is ready keeps the first signal waiting. It holds the pipe as long as it lives.
  const pipe = workplace.path('alive');
  execFileSync('mkfifo', [pipe]);
  const browser = workplace.path('silent-chromium');
  writeFileSync(browser, `#!/bin/sh\nexec "${process.env['CHROMIUM_PATH']}" "$@" 2>/dev/null 9>"${pipe}"\n`);
  chmodSync(browser, 0o755);
  const alive = createReadStream(pipe);
  const gone = once(alive.resume(), 'end');

  const running = workplace.start(['verify', example('bypass.json')], { env: { CHROMIUM_PATH: browser } });
  await once(alive, 'open');
  running.process.kill('SIGINT');
  await running.line(/^SIGINT: stopping/);
  running.process.kill('SIGINT');
  expect(await running.ended).toMatchObject({ status: 3, stdout: '' });
  await gone;
});
