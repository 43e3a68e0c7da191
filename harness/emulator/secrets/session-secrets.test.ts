import {
  CreateSecretCommand,
  DeleteSecretCommand,
  PutSecretValueCommand,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningEmulator, runEmulator } from '../testing/running-emulator.ts';
import { start } from '../testing/session-calls.ts';

const SecretId = 'proxy';
const good = { username: 'user', password: 'before' };

let t: RunningEmulator;
beforeEach(async () => {
  t = await runEmulator();
});
afterEach(() => t[Symbol.asyncDispose]());

const create = async (input: object) => {
  const { ARN = '' } = await t.secretsManager.send(new CreateSecretCommand({ Name: SecretId, ...input }));
  return ARN;
};
const startWith = (secretArn: string) => {
  const externalProxy = { server: '127.0.0.1', port: 8080, credentials: { basicAuth: { secretArn } } };
  return start(t, { proxyConfiguration: { proxies: [{ externalProxy }] } });
};

describe('a session is refused for a secret', () => {
  const refused = async (arn: string, message: string) => {
    const name = 'proxyConfiguration.proxies[0].externalProxy.credentials.basicAuth.secretArn';
    await expect(startWith(arn)).rejects.toMatchObject({
      name: 'ValidationException',
      reason: 'FieldValidationFailed',
      fieldList: [{ name, message }],
    });
    expect(t.pool.taken).toHaveLength(0);
  };

  it('that does not exist', async () => {
    await refused('arn:aws:secretsmanager:us-east-1:000000000000:secret:none-AbCdEf', 'The secret does not exist.');
  });

  it('that is marked for deletion', async () => {
    const arn = await create({ SecretString: JSON.stringify(good) });
    await t.secretsManager.send(new DeleteSecretCommand({ SecretId }));
    await refused(arn, 'The secret is marked for deletion.');
  });

  it('that has no value yet', async () => {
    await refused(await create({}), 'The secret has no value yet.');
  });

  it('that holds bytes, even where they spell the right thing', async () => {
    const SecretBinary = Buffer.from(JSON.stringify(good));
    await refused(await create({ SecretBinary }), 'The secret holds bytes; it must hold text.');
  });

  it('that is malformed', async () => {
    const arn = await create({ SecretString: 'user:before' });
    await refused(arn, 'The secret is not JSON; it must be {"username": "…", "password": "…"}.');
  });
});

describe('the credentials of a session', () => {
  const change = (value: object, VersionStages?: string[]) =>
    t.secretsManager.send(new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify(value), VersionStages }));
  const passwords = () => t.pool.taken.map(({ configured }) => [...(configured[0]?.credentials.values() ?? [])]);

  it('are those of the current version when it starts', async () => {
    const arn = await create({ SecretString: JSON.stringify(good) });
    const pending = { username: 'user', password: 'after' };
    const { VersionId } = await change(pending, ['AWSPENDING']);
    await startWith(arn);
    const { versions } = t.emulator.secrets.find(SecretId) ?? {};
    await t.secretsManager.send(
      new UpdateSecretVersionStageCommand({
        SecretId,
        VersionStage: 'AWSCURRENT',
        RemoveFromVersionId: versions?.[0]?.id,
        MoveToVersionId: VersionId,
      }),
    );
    await startWith(arn);
    expect(passwords()).toEqual([[good], [pending]]);
  });
});
