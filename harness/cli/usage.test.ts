import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { tool } from '../tool.ts';
import { example, Workplace } from './testing/command-line.ts';

const workplace = new Workplace();
afterAll(() => workplace[Symbol.dispose]());

function write(name: string, content: unknown): string {
  writeFileSync(workplace.path(name), typeof content === 'string' ? content : JSON.stringify(content));
  return name;
}

const COMPLETE = example('complete-example.json');

describe('bad usage is exit code 2 and one clear line', () => {
  test.each([
    ['an unknown command', ['verfy'], "error: unknown command 'verfy'\n(Did you mean verify?)\n"],
    ['an unknown option', ['verify', '--ot', 'x', COMPLETE], "error: unknown option '--ot'\n(Did you mean --out?)\n"],
    ['a missing argument', ['verify'], "error: missing required argument 'configuration'\n"],
    ['a missing URL', ['explain', COMPLETE], "error: missing required argument 'url'\n"],
    [
      'an unknown scheme',
      ['verify', '--schemes', 'http,ftp', COMPLETE],
      "error: option '--schemes <list>' argument 'http,ftp' is invalid. Choose from http,https,ws,wss, separated by commas.\n",
    ],
    [
      'no scheme',
      ['verify', '--schemes', '', COMPLETE],
      "error: option '--schemes <list>' argument '' is invalid. Choose from http,https,ws,wss, separated by commas.\n",
    ],
  ])('%s', async (_, args, stderr) => {
    expect(await workplace.run(args)).toEqual({ status: 2, stdout: '', stderr });
  });

  test('no command: how to use it', async () => {
    const { status, stdout, stderr } = await workplace.run([]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^Usage: agentcore-proxy-conformance /);
  });

  test('CHROMIUM_PATH that points to nothing', async () => {
    expect(await workplace.run(['verify', COMPLETE, '--out', 'never'], { env: { CHROMIUM_PATH: '/no/such' } })).toEqual(
      {
        status: 2,
        stdout: '',
        stderr: 'CHROMIUM_PATH is "/no/such", which is not an executable file. Correct or unset it.\n',
      },
    );
    expect(existsSync(workplace.path('never'))).toBe(false);
  });

  test('a folder for reports that cannot be made, before anything is started', async () => {
    const file = write('a-file', '');
    const { status, stdout, stderr } = await workplace.run(['verify', COMPLETE, '--out', `${file}/reports`]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.split('\n').slice(1)).toEqual([
      `--out: the folder ${workplace.path('a-file', 'reports')} cannot be made (ENOTDIR). Name one that exists or can be made.`,
      '',
    ]);
  });
});

describe('unusable inputs are exit code 2, nothing started, no folder made', () => {
  test('every violation of every configuration, and of the hosts', async () => {
    const one = write('one.json', { proxies: [{ externalProxy: { server: 'http://a', port: 0 } }] });
    const two = write('two.json', '{');
    const hosts = write('hosts.txt', 'www.company.com\nnot a host\nhttp://\n');
    const { status, stdout, stderr } = await workplace.run(['verify', one, two, '--hosts', hosts, '--out', 'never']);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.match(/^\S.*$/gm)).toEqual(['one.json: 2 problems', 'two.json: 1 problem', 'hosts.txt: 2 problems']);
    expect(stderr.match(/^ {2}\S.*\[.*\]$/gm)).toEqual([
      '  proxies[0].externalProxy.server  [server-syntax]',
      '  proxies[0].externalProxy.port  [port-range]',
      expect.stringContaining('[json-syntax]'),
      expect.stringContaining('line 2'),
      expect.stringContaining('line 3'),
    ]);
    expect(existsSync(workplace.path('never'))).toBe(false);
  });

  test('ports that no browser asks for, by line and by JSON path', async () => {
    const hosts = write('hosts.txt', 'www.company.com\nhttps://www.company.com:22/\n');
    const expectations = write('expect.json', { 'http://www.company.com:6000/': 'direct' });
    const args = ['verify', COMPLETE, '--hosts', hosts, '--expect', expectations];
    const { status, stdout, stderr } = await workplace.run(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(
      '  line 2  [url-port]\n    Chromium refuses every request for port 22 (ERR_UNSAFE_PORT).\n',
    );
    expect(stderr).toContain('  ["http://www.company.com:6000/"]  [url-port]\n');
  });

  test('what is wrong with expectations is said once for all configurations', async () => {
    const { status, stdout, stderr } = await workplace.run(['verify', COMPLETE, COMPLETE, '--expect', 'no-such.json']);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toBe(
      [
        'no-such.json: 1 problem',
        '',
        '  the whole input  [file-unreadable]',
        '    There is no such file.',
        '    fix:   Check the path, which counts from the current folder.',
        '',
      ].join('\n'),
    );
  });

  test('with --json what is wrong comes as JSON too, of every input', async () => {
    const bad = write('bad.json', { proxies: [{ externalProxy: { server: 'http://a.example', port: 0 } }] });
    const { status, stdout, stderr } = await workplace.run(['verify', bad, COMPLETE, '--hosts', 'none.txt', '--json']);
    expect(status).toBe(2);
    expect(stderr).toContain('none.txt: 1 problem');
    const rules = (one: { violations: { path: string; rule: string }[] }) =>
      one.violations.map(({ path, rule }) => `${path} ${rule}`);
    const { error } = JSON.parse(stdout);
    expect(error.code).toBe('ERR_INVALID_INPUT');
    expect(error.inputs.map((one: never) => [one['source'], rules(one)])).toEqual([
      ['bad.json', ['proxies[0].externalProxy.server server-syntax', 'proxies[0].externalProxy.port port-range']],
      ['none.txt', [' file-unreadable']],
    ]);
  });

  test('a folder in the place of a configuration', async () => {
    mkdirSync(workplace.path('folder.json'));
    const { status, stderr } = await workplace.run(['verify', 'folder.json']);
    expect(status).toBe(2);
    expect(stderr).toContain('    This is a folder.\n');
  });

  test('standard input that is empty', async () => {
    const { status, stderr } = await workplace.run(['explain', '-', 'a.example']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^standard input: 1 problem\n/);
  });
});

describe('a fault of ours is exit code 3', () => {
  test('an exception that nobody handles is not taken for a violation', async () => {
    const bomb = `data:text/javascript,setImmediate(() => { throw new Error('boom') })`;
    const { status, stderr } = await workplace.run(['verify', COMPLETE], { preload: [bomb] });
    expect(stderr).toContain('Error: boom\n    at ');
    expect(status).toBe(3);
  });

  test('a command that never ends, with nothing left to do, is no pass', async () => {
    const hush = `data:text/javascript,${encodeURIComponent(
      "import fs from 'node:fs/promises'; import { syncBuiltinESMExports } from 'node:module'; fs.readFile = () => new Promise(() => {}); syncBuiltinESMExports();",
    )}`;
    expect((await workplace.run(['explain', COMPLETE, 'a.example'], { preload: [hush] })).status).toBe(3);
  });
});

describe('what starts nothing', () => {
  test('--version', async () => {
    expect(await workplace.run(['--version'])).toEqual({ status: 0, stdout: `${tool.version}\n`, stderr: '' });
  });

  test.each([['--help'], ['verify', '--help'], ['explain', '--help']])('%s %s', async (...args) => {
    const { status, stdout, stderr } = await workplace.run(args);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^Usage: agentcore-proxy-conformance /);
  });

  test('explain, as text', async () => {
    const { stdout, ...rest } = await workplace.run([
      'explain',
      COMPLETE,
      'https://www.company.com/',
      's3.amazonaws.com',
    ]);
    expect(rest).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatchInlineSnapshot(`
      "https://www.company.com/ → corp-proxy.example.com:8080
        by    the pattern ".company.com" of corp-proxy.example.com:8080 (proxies[0].externalProxy.domainPatterns[0])

      s3.amazonaws.com → direct
        by    the bypass pattern ".amazonaws.com" (bypass.domainPatterns[0])
      "
    `);
  });

  test('explain, as JSON and from standard input', async () => {
    const input = JSON.stringify({ proxies: [{ externalProxy: { server: 'a.example', port: 3128 } }] });
    const { stdout, ...rest } = await workplace.run(['explain', '-', 'b.example', '--json'], { input });
    expect(rest).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject([{ url: 'b.example', proxy: 'a.example:3128', route: { kind: 'proxy' } }]);
  });
});
