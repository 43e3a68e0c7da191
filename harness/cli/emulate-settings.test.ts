import { writeFileSync } from 'node:fs';
import { StartBrowserSessionCommand } from '@aws-sdk/client-bedrock-agentcore';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Workplace } from './testing/command-line.ts';
import { clientSettings, emulatedClient, emulating, runProgram } from './testing/emulate-command.ts';

let workplace: Workplace;
beforeEach(() => {
  workplace = new Workplace();
});
afterEach(() => workplace[Symbol.dispose]());

const EVERYTHING = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
const RUNNER = 'arn:aws:sts::000000000000:assumed-role/runner/nightly';
const ADA = 'arn:aws:iam::000000000000:user/ada';

function writeAccess(): void {
  const users = { ada: { policies: [] } };
  const roles = { runner: { policies: [EVERYTHING], sessionName: 'nightly' } };
  writeFileSync(workplace.path('access.json'), JSON.stringify({ accounts: { '000000000000': { users, roles } } }));
}

async function end({ process, ended }: Awaited<ReturnType<typeof emulating>>): Promise<void> {
  process.kill('SIGTERM');
  expect(await ended).toMatchObject({ status: 0 });
}

test('a role may what its policies allow, with the credentials of its session', async () => {
  writeAccess();
  const emulator = await emulating(workplace, ['--access', 'access.json', '--as', RUNNER]);
  expect(emulator.output).toMatch(/^unset AWS_PROFILE$/m);
  expect(emulator.output).toMatch(/^export AWS_SESSION_TOKEN=./m);
  expect(await runProgram(workplace, emulator.output)).toMatchObject({ sum: 2 });
  await end(emulator);
});

test('a user without a policy may nothing', async () => {
  writeAccess();
  const emulator = await emulating(workplace, ['--json', '--access', 'access.json', '--as', ADA]);
  const client = emulatedClient(emulator);
  const start = client.send(new StartBrowserSessionCommand({ browserIdentifier: 'aws.browser.v1' }));
  await expect(start).rejects.toMatchObject({ name: 'AccessDeniedException', message: expect.stringContaining(ADA) });
  client.destroy();
  await end(emulator);
});

test('what is persisted is there the next time', async () => {
  const first = await emulating(workplace, ['--persist', 'kept/here']);
  await runProgram(workplace, first.output);
  await end(first);

  const second = await emulating(workplace, ['--json', '--persist', 'kept/here', '--quota', 'concurrentSessions=1']);
  const secrets = new SecretsManagerClient(clientSettings(second));
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: 'my-proxy-credentials' }));
  expect(JSON.parse(SecretString ?? '')).toMatchObject({ username: 'program-user' });
  secrets.destroy();

  const client = emulatedClient(second);
  const start = new StartBrowserSessionCommand({ browserIdentifier: 'aws.browser.v1' });
  await client.send(start);
  await expect(client.send(start)).rejects.toMatchObject({ name: 'ServiceQuotaExceededException' });
  client.destroy();
  await end(second);
});

describe('refuses', () => {
  test.each([
    [
      ['--as', 'arn:aws:iam::000000000000:user/eve'],
      `--as arn:aws:iam::000000000000:user/eve: 1 problem

  the whole input  [principal]
    Nobody has this ARN.
    fix:   Name one of arn:aws:iam::000000000000:root.`,
    ],
    [
      ['--quota', 'sessions=3'],
      `--quota sessions=3: 1 problem

  the whole input  [quota]
    There is no such quota, or its value is no whole number from 1 on.
    fix:   Write name=value with one of proxiesPerSession, domainPatternsPerProxy, bypassDomainPatterns, concurrentSessions, requestsPerSecond.`,
    ],
    [
      ['--access', 'nowhere.json'],
      `nowhere.json: 1 problem

  the whole input  [file-unreadable]
    The file cannot be read (ENOENT).
    fix:   Check the path, which counts from the current folder.`,
    ],
  ])('%j', async (args, message) => {
    const { status, stdout, stderr } = await workplace.run(['emulate', ...args, '--log-level', 'error']);
    expect({ status, stdout, stderr: stderr.trimEnd() }).toEqual({ status: 2, stdout: '', stderr: message });
  });
});
