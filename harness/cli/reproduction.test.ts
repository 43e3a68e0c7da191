import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { Workplace } from './testing/command-line.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

const work = new Workplace();
afterAll(() => work[Symbol.dispose]());

interface Result {
  readonly requirement: string;
  readonly verdict: string;
  readonly findings: readonly { readonly expected: string }[];
  readonly probe?: { readonly host: string; readonly scheme: string };
  readonly id?: string;
}

/** What deviates in a report, without what is new in each run. */
function deviations(report: string): readonly string[] {
  const { verdict, schemes, probes, checks } = JSON.parse(report);
  const results: readonly Result[] = [...probes, ...checks];
  const found = results
    .filter((one) => one.verdict === 'violates')
    .map(({ requirement, probe, id, findings }) => {
      return `${requirement} ${probe ? `${probe.scheme}://${probe.host}` : id}: ${findings[0]?.expected}`;
    });
  return [`${verdict} over ${schemes.join()}`, ...found];
}

/** Runs a line of a report in a shell, where the command is this checkout's. */
async function runLine(line: string): Promise<string> {
  const script = `agentcore-proxy-conformance() { "$NODE" "$MAIN" "$@"; }\n${line} --json || true`;
  const env = { ...process.env, NODE: process.execPath, MAIN, TMPDIR: work.temporary };
  const maxBuffer = 100_000_000;
  return (await promisify(execFile)('bash', ['-c', script], { cwd: work.folder, env, maxBuffer })).stdout;
}

function reported(folder: string): { readonly line: string; readonly found: readonly string[] } {
  const [, line = ''] = /[Rr]eproduce: `(.*)`$/m.exec(readFileSync(work.path(folder, 'summary.md'), 'utf8')) ?? [];
  return { line, found: deviations(readFileSync(work.path(folder, 'conformance-report.json'), 'utf8')) };
}

const CONFIGURATION = {
  proxies: [{ externalProxy: { server: 'corp.example', port: 8080, domainPatterns: ['.a.test'] } }],
};

test('the line in a report of verify finds the same again, whatever the files are called', async () => {
  writeFileSync(work.path("the team's proxies.json"), JSON.stringify(CONFIGURATION));
  writeFileSync(work.path('my hosts.txt'), 'b.test\n');
  writeFileSync(work.path('expect.json'), '{"b.test": 0}');
  const files = ["the team's proxies.json", '--hosts', 'my hosts.txt', '--expect', './expect.json'];
  const { status } = await work.run(['verify', ...files, '--schemes', 'https,http', '--strict', '--out', 'verified']);
  expect(status).toBe(1);
  const { line, found } = reported('verified');
  expect(line).toBe(
    "agentcore-proxy-conformance verify 'the team'\\''s proxies.json' --hosts 'my hosts.txt' --expect ./expect.json --schemes http,https --strict",
  );
  expect(found.slice(0, 2)).toEqual([
    'violates over http,https',
    expect.stringMatching(/^U-EXPECTATION http:\/\/b\.test: /),
  ]);
  expect(deviations(await runLine(line))).toEqual(found);
});

test('a configuration from standard input is in the line', async () => {
  writeFileSync(work.path('expect.json'), '{"b.test": 0}');
  const args = ['verify', '-', '--expect', 'expect.json', '--schemes', 'http', '--out', 'piped'];
  await work.run(args, { input: JSON.stringify(CONFIGURATION) });
  const { line, found } = reported('piped');
  expect(line).toMatch(
    /^printf %s '\{.*\}' \| agentcore-proxy-conformance verify - --expect expect\.json --schemes http$/,
  );
  expect(deviations(await runLine(line))).toEqual(found);
});

test('the line in a report of run does, also of what fails only when strict', async () => {
  const args = ['run', '--run', 'bypass/names-only', '--personality', 'observed', '--strict', '--seed', '7'];
  await work.run([...args, '--out', 'ran']);
  const { line, found } = reported('ran');
  expect(found).toContainEqual(expect.stringContaining('bypass/names-only'));
  const [, cell = ''] = /--run '([^']*)'/.exec(line) ?? [];
  expect(deviations(await runLine(line)).slice(1)).toEqual(found.filter((one) => one.includes(` ${cell}: `)));
});
