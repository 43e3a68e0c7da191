import { execFile, execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { Workplace } from '../../cli/testing/command-line.ts';
import { loadAccess } from '../../emulator/access/load-access.ts';
import { type RunningEmulator, runEmulator } from '../../emulator/testing/running-emulator.ts';
import type { Setup } from '../setup.ts';
import { setupFiles } from '../setup-files.ts';
import { accessOf, defaultKeyPolicy, policiesOf } from '../testing/policy-world.ts';
import { crossAccount, OTHER, OWN, sameAccount } from '../testing/setups.ts';

/** Each of some calls of the AWS CLI takes seconds on a busy machine: it loads a model of every service. */
const TIMEOUT = 300_000;

const PASSWORD = 'p4ss@._+=-!#$%&*';

function find(command: string): string | undefined {
  try {
    return execFileSync('sh', ['-c', `command -v ${command}`], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}
const aws = find('aws');

/** A folder with a set-up's files, and an `aws` that answers for KMS and IAM, which the emulator has not. */
class Desk extends Workplace {
  constructor(setup: Setup = crossAccount) {
    super();
    for (const { name, content } of setupFiles(setup)) writeFileSync(this.path(name), content);
    writeFileSync(this.path('the-keys-policy'), JSON.stringify(defaultKeyPolicy(crossAccount)));
    const script = `#!/bin/sh
printf '%s\\n' "$*" >> ${this.path('calls')}
case "$1 $2" in
  'kms get-key-policy') cat ${this.path('the-keys-policy')} ;;
  'kms put-key-policy' | 'iam '*) ;;
  *) exec ${aws} "$@" ;;
esac`;
    writeFileSync(this.path('tmp', 'aws'), script, { mode: 0o755 });
  }

  read(name: string): string {
    return readFileSync(this.path(name), 'utf8');
  }

  /** Runs one of the scripts as somebody, with what this person types. */
  async as(script: string, { emulator }: RunningEmulator, arn: RegExp, typed = ''): Promise<string> {
    const key = emulator.accessKeys.find(({ principal }) => arn.test(principal.arn));
    if (key === undefined) throw new Error(`Nobody is ${arn}.`);
    const { accessKeyId, secretAccessKey, sessionToken } = key.credentials;
    const running = promisify(execFile)('bash', [this.path(script)], {
      env: {
        PATH: `${this.temporary}${delimiter}${process.env['PATH']}`,
        AWS_ENDPOINT_URL: emulator.endpoint,
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
        ...(sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: sessionToken }),
        AWS_CONFIG_FILE: '/dev/null',
        AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      },
    });
    running.child.stdin?.end(typed);
    return (await running).stdout;
  }
}

function emulator(): Promise<RunningEmulator> {
  return runEmulator({ accountId: OWN, access: loadAccess(accessOf(crossAccount, policiesOf(crossAccount))) });
}

const missing = [...(aws ? [] : ['aws']), ...(find('jq') ? [] : ['jq'])];

describe.skipIf(missing.length > 0)('the scripts, run as written (skipped without `aws` and `jq` on the PATH)', () => {
  test('create the secrets, change the key’s policy, start a session', { timeout: TIMEOUT }, async () => {
    using desk = new Desk();
    await using t = await emulator();
    // Without an end of its last line, as Ctrl-D and some programs leave it.
    const typed = `corp.user\n${PASSWORD}\ngeneral.user\n${PASSWORD}2`;
    const printed = await desk.as('1-secrets.sh', t, new RegExp(`${OTHER}:user/admin`), typed);
    const arns = printed.match(/^arn:\S+$/gm) ?? [];
    expect(arns).toEqual([
      expect.stringMatching(/:secret:proxies\/corp\.a-\w{6}$/),
      expect.stringMatching(/:secret:proxies\/general-\w{6}$/),
    ]);
    // The configuration has the whole ARNs now, and is the same otherwise.
    const [before] = setupFiles(crossAccount);
    const whole = arns.reduce(
      (text, arn) => text.replace(arn.replace(/-\w{6}$/, '"').slice(0, -1), arn),
      before?.content ?? '',
    );
    expect(desk.read('session.json')).toBe(whole);
    expect(JSON.parse(desk.read('key-policy.json'))).toEqual(
      defaultKeyPolicy(crossAccount, policiesOf(crossAccount).keyStatements),
    );

    await desk.as('2-permissions.sh', t, new RegExp(`${OWN}:user/admin`));
    const started = await desk.as('3-session.sh', t, /assumed-role\/crawler/);
    expect(JSON.parse(started)).toMatchObject({ browserIdentifier: 'aws.browser.v1', sessionId: expect.any(String) });
    expect([...(t.pool.taken[0]?.configured[0]?.credentials.values() ?? [])]).toEqual([
      { username: 'corp.user', password: PASSWORD },
      { username: 'general.user', password: `${PASSWORD}2` },
    ]);
    const calls = desk.read('calls');
    expect(calls.match(/^\w+ [\w-]+|^bedrock-agentcore [\w-]+/gm)).toEqual([
      'secretsmanager create-secret',
      'secretsmanager put-resource-policy',
      'secretsmanager create-secret',
      'secretsmanager put-resource-policy',
      'kms get-key-policy',
      'kms put-key-policy',
      'iam put-role-policy',
      'bedrock-agentcore start-browser-session',
    ]);
    expect(calls).not.toMatch(/p4ss|corp\.user/);
  });
});

test.skipIf(aws === undefined)('names that look like options are none', { timeout: TIMEOUT }, async () => {
  const [proxy = expect.unreachable()] = sameAccount.proxies;
  using desk = new Desk({
    ...sameAccount,
    caller: { kind: 'role', name: '-crawler' },
    proxies: [{ ...proxy, secretName: '-corp' }],
  });
  await using t = await emulator();
  const printed = await desk.as('1-secrets.sh', t, new RegExp(`${OWN}:user/admin`), `user\n${PASSWORD}\n`);
  expect(printed).toMatch(/:secret:-corp-\w{6}\n$/);
  await desk.as('2-permissions.sh', t, new RegExp(`${OWN}:user/admin`));
  expect(desk.read('calls')).toContain('iam put-role-policy --role-name=-crawler ');
});

describe.skipIf(find('jq') === undefined)('the scripts stop', () => {
  test.each([
    ['', 'User names have 1 to 256 letters, digits and any of @ . _ + = -.'],
    ['colon:name\nx\n', 'User names have 1 to 256 letters, digits and any of @ . _ + = -.'],
    ['user\nquote"\n', 'Passwords have 1 to 256 letters, digits and any of @ . _ + = - ! # $ % & *.'],
  ])('at credentials that the service refuses, before anything is created: %j', async (typed, message) => {
    using desk = new Desk();
    await using t = await emulator();
    const failed = desk.as('1-secrets.sh', t, new RegExp(`${OTHER}:user/admin`), typed);
    await expect(failed).rejects.toMatchObject({ code: 1, stderr: expect.stringMatching(`${literal(message)}\n$`) });
    await expect(failed).rejects.not.toThrow(/colon:name|quote/);
    expect(t.emulator.secrets.find('proxies/corp.a', OTHER)).toBeUndefined();
  });

  test.skipIf(aws === undefined)('where the secret lands in another account', { timeout: TIMEOUT }, async () => {
    using desk = new Desk(sameAccount);
    await using t = await emulator();
    const failed = desk.as('1-secrets.sh', t, new RegExp(`${OTHER}:user/admin`), `user\n${PASSWORD}\n`);
    const message = `is in another account or region than ${OWN} and us-east-1. Delete it there, and use other credentials.`;
    await expect(failed).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining(message) });
  });
});

function literal(text: string): string {
  return text.replace(/[.+$*]/g, '\\$&');
}
