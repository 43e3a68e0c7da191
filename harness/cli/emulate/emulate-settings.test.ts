import { readFileSync, writeFileSync } from 'node:fs';
import {
  BedrockAgentCoreClient,
  SaveBrowserSessionProfileCommand,
  StartBrowserSessionCommand,
} from '@aws-sdk/client-bedrock-agentcore';
import { CreateSecretCommand, GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { InvalidInputError } from '../../configuration/invalid-input.ts';
import { renderViolations } from '../../configuration/render.ts';
import { rootOf } from '../../emulator/access/principal.ts';
import { QUOTA_NAMES } from '../../emulator/api/quotas.ts';
import { Workplace } from '../testing/command-line.ts';
import { clientSettings, emulatedClient, emulating, runProgram } from '../testing/emulate-command.ts';
import { credentialsOf } from '../verify/own-credentials.ts';
import type { EmulateOptions } from './emulate-options.ts';
import { readSettings } from './emulate-settings.ts';

let workplace: Workplace;
beforeEach(() => {
  workplace = new Workplace();
});
afterEach(() => workplace[Symbol.dispose]());

const browserIdentifier = 'aws.browser.v1';
const EVERYTHING = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
const RUNNER = 'arn:aws:sts::000000000000:assumed-role/runner/nightly';
const ADA = 'arn:aws:iam::000000000000:user/ada';

async function end({ process, ended }: Awaited<ReturnType<typeof emulating>>): Promise<string> {
  process.kill('SIGTERM');
  const { status, stderr } = await ended;
  expect(status).toBe(0);
  return stderr;
}

test('a role may what its policies allow, and a user without a policy nothing; the log holds no credentials', async () => {
  const accessKey = { accessKeyId: 'ADA_ADA_ADA_ADA_ADA', secretAccessKey: 'the-secret-of-ada' };
  const users = { ada: { accessKeys: [accessKey], policies: [] } };
  const roles = { runner: { policies: [EVERYTHING], sessionName: 'nightly' } };
  writeFileSync(workplace.path('access.json'), JSON.stringify({ accounts: { '000000000000': { users, roles } } }));
  const emulator = await emulating(workplace, ['--access', 'access.json', '--as', RUNNER]);
  expect(emulator.output).toMatch(/^unset AWS_PROFILE$/m);
  expect(await runProgram(workplace, emulator.output)).toMatchObject({ sum: 2 });

  const [, endpoint = ''] = /AWS_ENDPOINT_URL=(.*)/.exec(emulator.output) ?? [];
  const ada = new BedrockAgentCoreClient({ endpoint, region: 'us-east-1', credentials: accessKey, maxAttempts: 1 });
  const start = ada.send(new StartBrowserSessionCommand({ browserIdentifier }));
  await expect(start).rejects.toMatchObject({ name: 'AccessDeniedException', message: expect.stringContaining(ADA) });
  ada.destroy();

  const log = await end(emulator);
  expect(log).toContain('"AccessDeniedException"');
  const printed = [...emulator.output.matchAll(/AWS_(?:SECRET_ACCESS_KEY|SESSION_TOKEN)=(.+)/g)].map(
    ([, value = '']) => value,
  );
  expect(printed).toHaveLength(2);
  for (const secret of [...printed, accessKey.secretAccessKey]) expect(log).not.toContain(secret);
});

const PROFILE = 'shopping-0123456789';

test('what is persisted is there the next time: secrets, and profiles', async () => {
  const first = await emulating(workplace, ['--json', '--persist', 'kept/here']);
  const created = new SecretsManagerClient(clientSettings(first));
  await created.send(new CreateSecretCommand({ Name: 'kept', SecretString: 'as it was' }));
  created.destroy();
  const intruder = await workplace.run(['emulate', '--persist', 'kept/here']);
  expect(intruder).toMatchObject({ status: 2, stdout: '' });
  expect(intruder.stderr).toMatch(
    /^--persist: another emulator \(process \d+\) keeps its secrets and profiles in .*kept.here\. Wait for its end, or name another folder\. /,
  );
  const saving = emulatedClient(first);
  const { sessionId } = await saving.send(new StartBrowserSessionCommand({ browserIdentifier }));
  const profileIdentifier = PROFILE;
  await saving.send(new SaveBrowserSessionProfileCommand({ browserIdentifier, sessionId, profileIdentifier }));
  saving.destroy();
  await end(first);
  const file = workplace.path('kept/here/profiles/000000000000', `${PROFILE}.json`);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ cookies: [], localStorage: {} });

  // A profile that cannot be read any more shows that it is read.
  writeFileSync(file, 'broken');
  const second = await emulating(workplace, ['--json', '--persist', 'kept/here', '--quota', 'concurrentSessions=1']);
  const secrets = new SecretsManagerClient(clientSettings(second));
  expect(await secrets.send(new GetSecretValueCommand({ SecretId: 'kept' }))).toMatchObject({
    SecretString: 'as it was',
  });
  secrets.destroy();
  const client = emulatedClient(second);
  const profileConfiguration = { profileIdentifier };
  await expect(
    client.send(new StartBrowserSessionCommand({ browserIdentifier, profileConfiguration })),
  ).rejects.toMatchObject({ name: 'InternalServerException' });
  const start = new StartBrowserSessionCommand({ browserIdentifier });
  await client.send(start);
  await expect(client.send(start)).rejects.toMatchObject({ name: 'ServiceQuotaExceededException' });
  client.destroy();
  await end(second);
});

const settings = (changed: Partial<Pick<EmulateOptions, 'access' | 'quota'>>) =>
  readSettings({ quota: [], ...changed });

test.each<[string, () => unknown, string]>([
  [
    '--as of nobody',
    async () => {
      const credentials = { accessKeyId: 'id', secretAccessKey: 'secret' };
      const accessKeys = [{ credentials, principal: rootOf('000000000000') }];
      return credentialsOf({ credentials, accessKeys }, 'arn:aws:iam::000000000000:user/eve');
    },
    `--as arn:aws:iam::000000000000:user/eve: 1 problem

  the whole input  [principal]
    Nobody has this ARN.
    fix:   Name one of arn:aws:iam::000000000000:root.`,
  ],
  [
    'a quota of a name that none has',
    () => settings({ quota: ['sessions=3'] }),
    `--quota sessions=3: 1 problem

  the whole input  [quota]
    There is no such quota, or its value is no whole number from 1 on.
    fix:   Write name=value with one of proxiesPerSession, domainPatternsPerProxy, bypassDomainPatterns, concurrentSessions, requestsPerSecond.`,
  ],
  [
    'an access file that is not there',
    () => settings({ access: '/nowhere/access.json' }),
    `/nowhere/access.json: 1 problem

  the whole input  [file-unreadable]
    There is no such file.
    fix:   Check the path, which counts from the current folder.`,
  ],
])('%s is refused', async (_, read, message) => {
  const error = await Promise.resolve()
    .then(read)
    .catch((thrown: unknown) => thrown);
  expect(error instanceof InvalidInputError && renderViolations(error)).toBe(message);
});

test.each(QUOTA_NAMES)('the quota %s can be changed', async (name) => {
  expect(await settings({ quota: [`${name}=7`] })).toEqual({ quotas: { [name]: 7 } });
});
