import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Workplace } from '../testing/command-line.ts';

let workplace: Workplace;
beforeEach(() => {
  workplace = new Workplace();
});
afterEach(() => workplace[Symbol.dispose]());

const WHERE = ['init', '--account', '111122223333', '--region', 'us-east-1', '--out', 'setup'];
const KEY = 'arn:aws:kms:us-east-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const CROSS = [
  ...['--proxy', 'corp.example.com:8080=.company.com,.internal.corp', 'general.example.com:3128'],
  ...['--secret-name', 'proxies/corp', 'proxies/general', '--bypass', '.amazonaws.com'],
  ...['--cross-account', '444455556666', '--kms-key', KEY, '--caller', 'role/crawler'],
];

describe('what it writes', () => {
  test('for one proxy without credentials: no secrets, no keys', async () => {
    expect(await workplace.run([...WHERE, '--proxy', 'proxy.example.com:3128'])).toEqual({
      status: 0,
      stderr: '',
      stdout: `Written to setup:
  session.json          the configuration, as the body of StartBrowserSession
  identity-policy.json  what the identity that starts sessions may do
  2-permissions.sh      gives the identity policy, in account 111122223333
  3-session.sh          starts a session

Next
  agentcore-proxy-conformance verify setup/session.json
  setup/2-permissions.sh
  setup/3-session.sh
`,
    });
    expect(JSON.parse(readFileSync(workplace.path('setup', 'session.json'), 'utf8'))).toEqual({
      browserIdentifier: 'aws.browser.v1',
      name: 'through-own-proxies',
      proxyConfiguration: { proxies: [{ externalProxy: { server: 'proxy.example.com', port: 3128 } }] },
    });
    expect(statSync(workplace.path('setup', '3-session.sh')).mode & 0o777).toBe(0o755);
  });

  test('for secrets of another account: their policies, the key’s statement, and why they are narrow', async () => {
    expect(await workplace.run([...WHERE, ...CROSS])).toEqual({
      status: 0,
      stderr: '',
      stdout: `Written to setup:
  session.json               the configuration, as the body of StartBrowserSession
  identity-policy.json       what the identity that starts sessions may do
  secret-policy-1.json       who else may read the secret proxies/corp
  secret-policy-2.json       who else may read the secret proxies/general
  key-policy-statement.json  what the policy of the key needs in addition
  1-secrets.sh               creates the secrets, in account 444455556666
  2-permissions.sh           gives the identity policy, in account 111122223333
  3-session.sh               starts a session

Next
  agentcore-proxy-conformance verify setup/session.json
  setup/1-secrets.sh
  setup/2-permissions.sh
  setup/3-session.sh

Narrower than the documented policies
  Secrets end with -??????, the part that AWS adds: name* would allow every secret whose name begins alike.
  The key decrypts these secrets only, and through Secrets Manager only: "*" would allow all that it encrypts.
  Account 444455556666 lets in one role, not everybody whom account 111122223333 allows it.
`,
    });
  });

  test.each([
    ['.', './3-session.sh', 'session.json'],
    ["Ada's set-up", `'Ada'\\''s set-up/3-session.sh'`, `'Ada'\\''s set-up/session.json'`],
  ])('to %j, with commands that a shell can run', async (out, script, configuration) => {
    const where = ['init', '--account', '111122223333', '--region', 'us-east-1', '--out', out];
    const { stdout } = await workplace.run([...where, '--proxy', 'proxy.example.com:3128']);
    expect(stdout).toContain(`\n  agentcore-proxy-conformance verify ${configuration}\n`);
    expect(stdout).toContain(`\n  ${script}\n`);
    const run = spawnSync('sh', ['-c', `cat ${configuration} && command -v ${script}`], { cwd: workplace.folder });
    expect(run.status).toBe(0);
  });

  test('as JSON, with what lint says', async () => {
    const { stdout, status } = await workplace.run([...WHERE, '--json', '--proxy', 'a.example.com:1=.b.example.com']);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      files: [
        { path: workplace.path('setup', 'session.json'), about: expect.any(String) },
        { path: workplace.path('setup', 'identity-policy.json') },
        { path: workplace.path('setup', '2-permissions.sh') },
        { path: workplace.path('setup', '3-session.sh') },
      ],
      findings: [{ id: 'default-missing' }],
    });
  });

  test('is a configuration that `explain` reads, and that lint finds nothing in', async () => {
    const { stdout } = await workplace.run([...WHERE, ...CROSS, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ findings: [] });
    const explained = await workplace.run(['explain', 'setup/session.json', 'https://www.company.com/']);
    expect(explained.stdout).toMatch(/^https:\/\/www\.company\.com\/ → corp\.example\.com:8080\n/);
  });

  test('replaces no file unless it is told to, and then all of them', async () => {
    const args = [...WHERE, '--proxy', 'proxy.example.com:3128'];
    await workplace.run(args);
    writeFileSync(workplace.path('setup', 'session.json'), 'mine');
    const { status, stdout, stderr } = await workplace.run(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(
      '  session.json  [file-exists]\n    The file exists.\n    fix:   Name another folder with --out, or replace it with --force.\n',
    );
    expect(readFileSync(workplace.path('setup', 'session.json'), 'utf8')).toBe('mine');
    expect((await workplace.run([...args, '--force'])).status).toBe(0);
    expect(readFileSync(workplace.path('setup', 'session.json'), 'utf8')).toContain('"proxy.example.com"');
  });
});

describe('what it refuses, with nothing written', () => {
  test.each([
    [
      'a secret for one proxy of two',
      ['--proxy', 'a.example.com:1=.b.example.com', 'c.example.com:1', '--secret-name', 'one'],
      `--secret-name  [option]
    Proxies: 2. Names of secrets: 1.
    fix:   Name one for each proxy, in their order; - for none.`,
    ],
    [
      'secrets of another account under the default key',
      ['--proxy', 'a.example.com:1', '--secret-name', 'one', '--cross-account', '444455556666'],
      `--kms-key  [option]
    No other account can use the default key of Secrets Manager.
    fix:   Name your own key of account 444455556666: arn:aws:kms:us-east-1:444455556666:key/….`,
    ],
    [
      'a key of another account than the secrets',
      ['--proxy', 'a.example.com:1', '--secret-name', 'one', '--kms-key', KEY],
      `--kms-key  [option]
    This is no ARN of a key in account 111122223333 and region us-east-1.
    value: "${KEY}"
    fix:   Write it as arn:aws:kms:us-east-1:111122223333:key/…, no alias.`,
    ],
    [
      'a name that looks like a whole ARN’s end',
      ['--proxy', 'a.example.com:1', '--secret-name', 'proxy-second'],
      `--secret-name  [option]
    This is no name for a secret whose ARN is to be found by its beginning.
    value: "proxy-second"
    fix:   Write up to 512 letters, digits and any of _ / + = . @ -, without a hyphen and six characters at the end.`,
    ],
    [
      'an ARN for a caller',
      ['--proxy', 'a.example.com:1', '--caller', 'arn:aws:iam::111122223333:role/crawler'],
      `--caller  [option]
    This is no role and no user.
    value: "arn:aws:iam::111122223333:role/crawler"
    fix:   Write role/name or user/name, without a path and without an ARN.`,
    ],
    [
      'another browser',
      ['--proxy', 'a.example.com:1', '--browser', 'mine'],
      `--browser  [option]
    This is no browser identifier.
    value: "mine"
    fix:   Write aws.browser.v1, or that of your own browser, which ends with a hyphen and ten characters.`,
    ],
    [
      'a proxy without a port',
      ['--proxy', 'a.example.com=.b.example.com'],
      `--proxy  [option]
    There is no port.
    value: "a.example.com"
    fix:   Write host:port, or host:port=pattern,pattern.`,
    ],
    [
      'a proxy’s user name and password, which are not repeated',
      ['--proxy', 'http://user:p4ss@a.example.com:1'],
      `proxies[0].externalProxy.server  [server-syntax]
    The server has more than a host name in it, perhaps a user name and a password.
    value: "http://***@a.example.com"`,
    ],
    [
      'what the API would refuse',
      ['--proxy', 'a.example.com:1=*.b.example.com'],
      'proxies[0].externalProxy.domainPatterns[0]  [pattern-syntax]',
    ],
  ])('%s', async (_what, args, message) => {
    const { status, stdout, stderr } = await workplace.run([...WHERE, ...args]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(`command line: 1 problem\n\n  ${message}`);
    expect(existsSync(workplace.path('setup'))).toBe(false);
  });

  test('no proxy, no account, no region', async () => {
    const { status, stderr } = await workplace.run(['init']);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: "error: required option '--proxy <proxy...>' not specified\n",
    });
  });
});
