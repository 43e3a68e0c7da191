import { CreateSecretCommand, GetSecretValueCommand, RotateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import { sign } from '../testing/clients.ts';
import { type RunningEmulator, runEmulator } from '../testing/running-emulator.ts';

const SecretString = '{"username":"user","password":"pass"}';
const TOKEN = '11111111-2222-3333-4444-555555555555';

const create = ({ secretsManager }: RunningEmulator, input: object = {}) =>
  secretsManager.send(new CreateSecretCommand({ Name: 'team/proxy', SecretString, ...input }));
const read = ({ secretsManager }: RunningEmulator, SecretId: string | undefined, input: object = {}) =>
  secretsManager.send(new GetSecretValueCommand({ SecretId, ...input }));

describe('CreateSecret', () => {
  it('gives an ARN with six random characters, under which the secret is read', async () => {
    await using t = await runEmulator({ region: 'eu-west-1', accountId: '123456789012' });
    const created = await create(t, { ClientRequestToken: TOKEN });
    expect(created).toMatchObject({ Name: 'team/proxy', VersionId: TOKEN });
    expect(created.ARN).toMatch(/^arn:aws:secretsmanager:eu-west-1:123456789012:secret:team\/proxy-[a-zA-Z0-9]{6}$/);
    const { $metadata, ...value } = await read(t, created.ARN);
    expect(value).toEqual({
      ARN: created.ARN,
      Name: 'team/proxy',
      SecretString,
      VersionId: TOKEN,
      VersionStages: ['AWSCURRENT'],
      CreatedDate: expect.any(Date),
    });
    expect(Date.now() - (value.CreatedDate?.getTime() ?? 0)).toBeLessThan(60_000);
  });

  it('changes nothing when it is repeated, and refuses a second secret of the name', async () => {
    await using t = await runEmulator();
    const first = await create(t, { ClientRequestToken: TOKEN });
    expect((await create(t, { ClientRequestToken: TOKEN })).ARN).toBe(first.ARN);
    const exists = {
      name: 'ResourceExistsException',
      message: 'The operation failed because the secret team/proxy already exists.',
      $metadata: { httpStatusCode: 400 },
    };
    await expect(create(t)).rejects.toMatchObject(exists);
    await expect(create(t, { ClientRequestToken: TOKEN, SecretString: 'other' })).rejects.toMatchObject(exists);
  });

  it.each([
    ['a name with a space', { Name: 'a b' }],
    ['an empty name', { Name: '' }],
    ['a name of 513 characters', { Name: 'a'.repeat(513) }],
    ['a short token', { ClientRequestToken: 'short' }],
    ['an empty value', { SecretString: '' }],
  ])('refuses %s', async (_what, input) => {
    await using t = await runEmulator();
    await expect(create(t, input)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringMatching(/^[12] validation errors? detected: /),
    });
  });

  it('stores bytes, but not together with a text', async () => {
    await using t = await runEmulator();
    const SecretBinary = new Uint8Array([0, 1, 254, 255]);
    await expect(create(t, { SecretBinary })).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await create(t, { SecretString: undefined, SecretBinary });
    expect(await read(t, 'team/proxy')).toMatchObject({ SecretBinary });
  });
});

describe('GetSecretValue', () => {
  it('finds a secret by ARN, by name and by partial ARN', async () => {
    await using t = await runEmulator();
    const { ARN = '' } = await create(t);
    for (const id of [ARN, 'team/proxy', ARN.slice(0, -7)]) {
      expect(await read(t, id)).toMatchObject({ ARN, SecretString });
    }
  });

  it('finds none by the beginning of a name or ARN', async () => {
    await using t = await runEmulator();
    const { ARN = '' } = await create(t);
    for (const id of ['team', 'team/prox', ARN.slice(0, -1), `${ARN}a`]) {
      await expect(read(t, id)).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
        message: "Secrets Manager can't find the specified secret.",
        $metadata: { httpStatusCode: 400 },
      });
    }
  });

  it('finds what was put in process, by its whole ARN even where a shorter one is stored too', async () => {
    await using t = await runEmulator();
    const arn = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:proxy';
    t.emulator.secrets.put({ arn: `${arn}-AbCdEf`, secretString: 'long' });
    expect(await read(t, arn)).toMatchObject({ SecretString: 'long' });
    t.emulator.secrets.put({ arn, secretString: 'short' });
    expect(await read(t, arn)).toMatchObject({ SecretString: 'short' });
    expect(await read(t, `${arn}-AbCdEf`)).toMatchObject({ SecretString: 'long' });
  });

  it("finds another account's secret by ARN only", async () => {
    await using t = await runEmulator();
    const arn = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:theirs-AbCdEf';
    t.emulator.secrets.put({ arn, secretString: 'x' });
    expect(await read(t, arn)).toMatchObject({ Name: 'theirs' });
    await expect(read(t, 'theirs')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('reads what a secret was last put to', async () => {
    await using t = await runEmulator();
    const first = t.emulator.secrets.put({ name: 'proxy', secretString: 'one' });
    expect(t.emulator.secrets.put({ name: 'proxy', secretString: 'two' })).toBe(first);
    expect(await read(t, 'proxy')).toMatchObject({ ARN: first, SecretString: 'two' });
  });

  it('has no other version than the current one', async () => {
    await using t = await runEmulator();
    await create(t, { ClientRequestToken: TOKEN });
    expect(await read(t, 'team/proxy', { VersionId: TOKEN, VersionStage: 'AWSCURRENT' })).toMatchObject({
      SecretString,
    });
    for (const other of [{ VersionStage: 'AWSPREVIOUS' }, { VersionId: TOKEN.replace('1', '2') }]) {
      await expect(read(t, 'team/proxy', other)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    }
  });
});

describe('the protocol', () => {
  it('answers an operation that the emulator does not have', async () => {
    await using t = await runEmulator();
    await expect(t.secretsManager.send(new RotateSecretCommand({ SecretId: 'team/proxy' }))).rejects.toMatchObject({
      name: 'UnknownOperationException',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('answers a body that is not JSON without quoting it', async () => {
    await using t = await runEmulator();
    const { endpoint: url, credentials } = t.emulator;
    const body = '{"SecretString": canary';
    const target = { 'x-amz-target': 'secretsmanager.CreateSecret' };
    const headers = await sign({ method: 'POST', url, body, headers: target, service: 'secretsmanager', credentials });
    delete headers['host'];
    const answer = await fetch(url, { method: 'POST', headers, body });
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { __type: 'SerializationException', Message: 'The request body is not JSON' },
    ]);
  });
});
