import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  UpdateSecretCommand,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningEmulator, runEmulator } from '../testing/running-emulator.ts';

const SecretId = 'proxy';
/** A token, and so the id of a version. */
const id = (digit: number) => `${digit}`.repeat(32);

let t: RunningEmulator;
beforeEach(async () => {
  t = await runEmulator();
  await t.secretsManager.send(
    new CreateSecretCommand({ Name: SecretId, SecretString: 'one', ClientRequestToken: id(1) }),
  );
});
afterEach(() => t[Symbol.asyncDispose]());

const put = (digit: number, SecretString: string, VersionStages?: string[]) =>
  t.secretsManager.send(
    new PutSecretValueCommand({ SecretId, SecretString, ClientRequestToken: id(digit), VersionStages }),
  );
const read = (choice: object = {}) => t.secretsManager.send(new GetSecretValueCommand({ SecretId, ...choice }));
const move = (VersionStage: string, RemoveFromVersionId?: string, MoveToVersionId?: string) =>
  t.secretsManager.send(
    new UpdateSecretVersionStageCommand({ SecretId, VersionStage, RemoveFromVersionId, MoveToVersionId }),
  );
const stages = async () => (await t.secretsManager.send(new DescribeSecretCommand({ SecretId }))).VersionIdsToStages;

describe('PutSecretValue', () => {
  it('makes the new version the current one, and the one before the previous one', async () => {
    expect(await put(2, 'two')).toMatchObject({ VersionId: id(2), VersionStages: ['AWSCURRENT'] });
    expect(await read()).toMatchObject({ SecretString: 'two' });
    expect(await read({ VersionStage: 'AWSPREVIOUS' })).toMatchObject({ SecretString: 'one', VersionId: id(1) });
    await put(3, 'three');
    expect(await stages()).toEqual({ [id(3)]: ['AWSCURRENT'], [id(2)]: ['AWSPREVIOUS'] });
    expect(await read({ VersionId: id(1) })).toMatchObject({ SecretString: 'one', VersionStages: [] });
  });

  it('leaves the current version alone where it is given other labels', async () => {
    await put(2, 'two', ['AWSPENDING', 'mine']);
    expect(await read()).toMatchObject({ SecretString: 'one' });
    expect(await read({ VersionStage: 'AWSPENDING' })).toMatchObject({ VersionStages: ['AWSPENDING', 'mine'] });
    await put(3, 'three', ['AWSPENDING']);
    expect(await stages()).toEqual({ [id(1)]: ['AWSCURRENT'], [id(2)]: ['mine'], [id(3)]: ['AWSPENDING'] });
  });

  it('changes nothing when it is repeated, and refuses a token used for another value', async () => {
    await put(2, 'two');
    await put(3, 'three');
    expect(await put(2, 'two')).toMatchObject({ VersionId: id(2), VersionStages: ['AWSPREVIOUS'] });
    expect(await read()).toMatchObject({ SecretString: 'three' });
    await expect(put(2, 'other')).rejects.toMatchObject({
      name: 'ResourceExistsException',
      message: expect.stringMatching(
        /^You can't use ClientRequestToken 2{32} because that value is already in use for a version of secret arn:aws:/,
      ),
    });
  });

  it('needs a value, and only one', async () => {
    const send = (value: object) => t.secretsManager.send(new PutSecretValueCommand({ SecretId, ...value }));
    await expect(send({})).rejects.toMatchObject({ name: 'InvalidRequestException' });
    const SecretBinary = new Uint8Array([1]);
    await expect(send({ SecretString: 'two', SecretBinary })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });
});

describe('UpdateSecret', () => {
  it('changes what is said about a secret without a new version', async () => {
    const update = (input: object) => t.secretsManager.send(new UpdateSecretCommand({ SecretId, ...input }));
    expect(await update({ Description: 'of a proxy', KmsKeyId: 'alias/proxies' })).not.toHaveProperty('VersionId');
    const described = await t.secretsManager.send(new DescribeSecretCommand({ SecretId }));
    expect(described).toMatchObject({ Description: 'of a proxy', KmsKeyId: 'alias/proxies' });
    await update({ KmsKeyId: '' });
    expect(await t.secretsManager.send(new DescribeSecretCommand({ SecretId }))).not.toHaveProperty('KmsKeyId');
  });

  it('makes a value the current one', async () => {
    const update = new UpdateSecretCommand({ SecretId, SecretString: 'two', ClientRequestToken: id(2) });
    expect(await t.secretsManager.send(update)).toMatchObject({ VersionId: id(2) });
    expect(await stages()).toEqual({ [id(2)]: ['AWSCURRENT'], [id(1)]: ['AWSPREVIOUS'] });
  });
});

describe('UpdateSecretVersionStage', () => {
  it('moves AWSCURRENT, and AWSPREVIOUS to where it was', async () => {
    await put(2, 'two', ['AWSPENDING']);
    await move('AWSCURRENT', id(1), id(2));
    expect(await stages()).toEqual({ [id(1)]: ['AWSPREVIOUS'], [id(2)]: ['AWSPENDING', 'AWSCURRENT'] });
    await move('AWSPENDING', id(2));
    expect(await stages()).toEqual({ [id(1)]: ['AWSPREVIOUS'], [id(2)]: ['AWSCURRENT'] });
  });

  it('refuses to take AWSCURRENT off, to take a label from where it is not, and to take it silently', async () => {
    await put(2, 'two');
    const invalid = { name: 'InvalidParameterException' };
    await expect(move('AWSCURRENT', id(2))).rejects.toMatchObject(invalid);
    await expect(move('AWSCURRENT', id(1), id(2))).rejects.toMatchObject(invalid);
    await expect(move('AWSCURRENT', undefined, id(1))).rejects.toMatchObject({
      ...invalid,
      message: `The parameter RemoveFromVersionId can't be empty. Staging label AWSCURRENT is currently attached to version ${id(2)}, so you must explicitly reference that version in RemoveFromVersionId.`,
    });
    await expect(move('mine', undefined, id(9))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});

describe('GetSecretValue', () => {
  it.each([
    [{ VersionStage: 'AWSPENDING' }, 'staging label: AWSPENDING'],
    [{ VersionId: id(9) }, `VersionId: ${id(9)}`],
  ])('has nothing for %j', async (choice, what) => {
    await expect(read(choice)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Secrets Manager can't find the specified secret value for ${what}`,
    });
  });

  it('refuses a version and a label that do not belong together', async () => {
    await put(2, 'two');
    await expect(read({ VersionId: id(1), VersionStage: 'AWSCURRENT' })).rejects.toMatchObject({
      name: 'InvalidRequestException',
    });
    expect(await read({ VersionId: id(1), VersionStage: 'AWSPREVIOUS' })).toMatchObject({ SecretString: 'one' });
  });
});

describe('ListSecretVersionIds', () => {
  it('shows labelled versions in pages, and deprecated ones on demand', async () => {
    for (const digit of [2, 3, 4]) await put(digit, `${digit}`);
    const list = async (input: object) => {
      const { Versions, NextToken } = await t.secretsManager.send(
        new ListSecretVersionIdsCommand({ SecretId, ...input }),
      );
      return { ids: Versions?.map(({ VersionId }) => VersionId), NextToken };
    };
    expect(await list({})).toEqual({ ids: [id(4), id(3)], NextToken: undefined });
    const first = await list({ IncludeDeprecated: true, MaxResults: 3 });
    expect(first.ids).toEqual([id(4), id(3), id(2)]);
    const second = await list({ IncludeDeprecated: true, MaxResults: 3, NextToken: first.NextToken });
    expect(second).toEqual({ ids: [id(1)], NextToken: undefined });
    await expect(list({ NextToken: 'made-up' })).rejects.toMatchObject({ name: 'InvalidNextTokenException' });
  });
});
