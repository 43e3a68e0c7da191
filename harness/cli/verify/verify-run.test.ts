import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Ended, example, Workplace } from '../testing/command-line.ts';
import { credentialTraces } from '../testing/credential-traces.ts';

const workplace = new Workplace();
afterAll(() => workplace[Symbol.dispose]());

const COMPLETE = example('complete-example.json');
const SCHEMA = new URL('../../../reports/conformance-report.schema.json', import.meta.url);

/** The parts of a conformance report that these tests read. */
interface Report {
  readonly verdict: string;
  readonly configurationSource: string;
  readonly probes: readonly { readonly attachments: readonly { readonly path: string }[] }[];
  readonly checks: readonly { readonly attachments: readonly { readonly path: string }[] }[];
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

describe('verify of the example that the document calls complete', () => {
  let run: Ended;
  /** Command lines of browsers, looked at in every phase of the run. */
  const commandLines: string[] = [];
  const out = (...names: string[]): string => workplace.path('reports', ...names);

  beforeAll(async () => {
    const running = workplace.start(['verify', COMPLETE, '--out', 'reports']);
    for (const phase of [/^probing/, /^navigating/, /^breaking/]) {
      void running.line(phase).then(() => commandLines.push(...workplace.browsers()));
    }
    run = await running.ended;
  });

  test('conforms, and says so at the end', () => {
    expect(run.status).toBe(0);
    expect(run.stdout).toMatch(/\n\nCONFORMS {2}Every statement that this run examined holds\.\n$/);
    const [browser, ...phases] = run.stderr.trimEnd().split('\n');
    expect(browser).toBe(`Browser: ${process.env['CHROMIUM_PATH']} (CHROMIUM_PATH)`);
    expect(phases[0]).toMatch(/^starting \(\d+ steps in all\)$/);
    expect(phases.map((line) => line.replace(/ \(\d+ steps in all\)$/, ''))).toEqual(
      expect.arrayContaining(['starting', 'probing', 'navigating', 'breaking proxies']),
    );
  });

  test('names every report, and each of them is there', () => {
    const listed = run.stdout.split('Reports\n')[1]?.split('\n\n')[0]?.split('\n') ?? [];
    expect(listed).toEqual([
      '  conformance report   reports/conformance-report.json',
      '  JUnit XML            reports/junit.xml',
      '  Markdown summary     reports/summary.md',
      '  badge                reports/badge.json',
      '  matrix page          reports/matrix.html',
      '  Allure page          reports/allure.html',
      '  Allure results       reports/allure-results',
    ]);
    for (const line of listed) expect(existsSync(workplace.path(line.trim().split(/ {2,}/)[1] ?? '')), line).toBe(true);
    for (const page of ['matrix.html', 'allure.html']) {
      expect(readFileSync(out(page), 'utf8')).toMatch(/^<!doctype html>/i);
    }
    expect(readdirSync(out('allure-results')).filter((name) => name.endsWith('-result.json')).length).toBeGreaterThan(
      10,
    );
    expect(readFileSync(out('junit.xml'), 'utf8')).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites /);
  });

  test('the conformance report is valid by the published schema', () => {
    const schema = z.fromJSONSchema(JSON.parse(readFileSync(SCHEMA, 'utf8')));
    const report = JSON.parse(readFileSync(out('conformance-report.json'), 'utf8'));
    expect(schema.safeParse(report).error).toBeUndefined();
    expect(report).toMatchObject({ verdict: 'conforms', configurationSource: COMPLETE, target: 'emulated' });
  });

  test('screenshots of the error pages are where the report says', () => {
    const { probes, checks }: Report = JSON.parse(readFileSync(out('conformance-report.json'), 'utf8'));
    const paths = [...probes, ...checks].flatMap(({ attachments }) => attachments.map(({ path }) => path));
    expect(paths).toHaveLength(2);
    for (const path of paths) expect(readFileSync(out(path)).subarray(1, 4).toString()).toBe('PNG');
  });

  test('no credentials are in any file, in the output or on a command line', () => {
    const files = filesBelow(out());
    expect(files.length).toBeGreaterThan(30);
    expect(files.filter((file) => credentialTraces(readFileSync(file)).length > 0)).toEqual([]);
    expect(credentialTraces(Buffer.from(run.stdout + run.stderr))).toEqual([]);
    expect(commandLines.join('\n')).toContain('--proxy-server=');
    expect(credentialTraces(Buffer.from(commandLines.join('\n')))).toEqual([]);
  });

  test('a planted credential is found by that search, in every form', () => {
    const planted = [
      'user acpc.user_0a+@=-',
      '0a@._+=-!#$%&*',
      encodeURIComponent('0a@._+=-!#$%&*'),
      '@._+=-!#$%&amp;*',
    ];
    const encoded = ['', '.', '..'].map((before) => Buffer.from(`${before}acpc.user_0a+@=-:0a`).toString('base64'));
    for (const text of [...planted, ...encoded]) {
      writeFileSync(workplace.path('planted'), `<p>Basic ${text}</p>`);
      expect(credentialTraces(readFileSync(workplace.path('planted'))), text).not.toEqual([]);
    }
    expect(credentialTraces(Buffer.from('acpc.users, and @._+=- without the rest'))).toEqual([]);
  });

  test('nothing is left of it: no browser, no temporary file', () => {
    expect(workplace.browsers()).toEqual([]);
    expect(readdirSync(workplace.temporary)).toEqual([]);
  });
});

describe('several configurations', () => {
  let run: Ended;
  let reports: readonly Report[];

  beforeAll(async () => {
    const input = JSON.stringify({ proxies: [{ externalProxy: { server: 'rest.example', port: 3128 } }] });
    const args = ['verify', '-', example('bypass.json'), '--json', '--schemes', 'http', '--out', 'several'];
    run = await workplace.run(args, { input });
    reports = JSON.parse(run.stdout);
  });

  test('are one JSON array on standard output, and nothing else there', () => {
    expect(run.status).toBe(0);
    expect(reports.map(({ configurationSource, verdict }) => [configurationSource, verdict])).toEqual([
      ['standard input', 'conforms'],
      [example('bypass.json'), 'conforms'],
    ]);
    expect(run.stderr).toContain('several/01-standard-input/matrix.html');
  });

  test('get a folder each', () => {
    expect(readdirSync(workplace.path('several'))).toEqual(['01-standard-input', '02-bypass']);
    for (const [i, name] of ['01-standard-input', '02-bypass'].entries()) {
      const report = readFileSync(workplace.path('several', name, 'conformance-report.json'), 'utf8');
      expect(JSON.parse(report)).toEqual(reports[i]);
    }
  });
});

test('a wrong expectation is exit code 1, with everything a person needs to see why', async () => {
  writeFileSync(workplace.path('expect.json'), JSON.stringify({ 'http://www.company.com/': 'direct' }));
  const args = ['verify', COMPLETE, '--schemes', 'http', '--expect', 'expect.json'];
  const { status, stdout } = await workplace.run(args);
  expect(status).toBe(1);
  const [deviation = ''] = /^✗ fetch of http:\/\/www\.company\.com\/.*\n(?: {4}.*\n)*/m.exec(stdout) ?? [];
  expect(
    deviation
      .replace(/:\d{5}\b/g, ':…')
      .replace(/[a-z2-7]{8}-\d+/g, '…')
      .replace(/\d+ ms/, '… ms')
      .replace(/record \d+/, 'record …'),
  ).toMatchInlineSnapshot(`
    "✗ fetch of http://www.company.com/.acpc-probe/…  violates, U-EXPECTATION
        expected  www.company.com goes direct, because you expect so (["http://www.company.com/"]).
        seen      The request went through corp-proxy.example.com:8080 and reached the origin.
        evidence  corp-proxy.example.com:8080 was asked for GET www.company.com:80 with valid credentials and forwarded it from its own socket 127.0.0.1:….
                  The origin got GET for www.company.com over http (http/1.1) with marker … from 127.0.0.1:….
                  The browser got status 200 with the marker after … ms.
                  The origin's peer 127.0.0.1:… is the upstream socket of corp-proxy.example.com:8080, record …: the request came through corp-proxy.example.com:8080.
        cause     The configuration itself says so: the pattern ".company.com" of corp-proxy.example.com:8080 (proxies[0].externalProxy.domainPatterns[0]) decides. Change that rule, or the expectation at ["http://www.company.com/"].
    "
  `);
  expect(stdout).toMatch(/^VIOLATES {2}At least one statement does not hold\.$/m);
});

test('nobody reads the output: the verdict stands', async () => {
  const running = workplace.start(['verify', COMPLETE, '--schemes', 'http', '--json']);
  running.process.stdout?.destroy();
  const { status, stderr } = await running.ended;
  expect(status).toBe(0);
  expect(stderr).not.toMatch(/EPIPE|error/i);
});
