import {
  CreateSecretCommand,
  DeleteResourcePolicyCommand,
  GetResourcePolicyCommand,
  ListSecretsCommand,
  type ListSecretsCommandInput,
  PutResourcePolicyCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../testing/manual-clock.ts';
import { type RunningEmulator, runEmulator } from '../testing/running-emulator.ts';

let t: RunningEmulator;
beforeEach(async () => {
  const clock = new ManualClock();
  t = await runEmulator({ clock });
  const secrets = [
    { Name: 'team/proxy', Description: 'Credentials of the Proxy', Tags: [{ Key: 'stage', Value: 'beta' }] },
    { Name: 'team/other', Tags: [{ Key: 'team', Value: 'one' }] },
    { Name: 'proxy' },
  ];
  for (const secret of secrets) {
    await t.secretsManager.send(new CreateSecretCommand({ ...secret, SecretString: 'value' }));
    clock.advance(1000);
  }
});
afterEach(() => t[Symbol.asyncDispose]());

const list = async (input: Partial<ListSecretsCommandInput> = {}) => {
  const { SecretList = [], NextToken } = await t.secretsManager.send(new ListSecretsCommand(input));
  return { names: SecretList.map(({ Name }) => Name), NextToken, SecretList };
};

describe('ListSecrets', () => {
  it('shows the newest first, and never a value', async () => {
    const { names, SecretList } = await list();
    expect(names).toEqual(['proxy', 'team/other', 'team/proxy']);
    expect(SecretList[2]).toMatchObject({ Description: 'Credentials of the Proxy', Tags: [{ Key: 'stage' }] });
    expect(Object.values(SecretList[2]?.SecretVersionsToStages ?? {})).toEqual([['AWSCURRENT']]);
    expect(JSON.stringify(SecretList)).not.toContain('SecretString');
  });

  it.each([
    [{ SortOrder: 'asc' }, ['team/proxy', 'team/other', 'proxy']],
    [{ SortBy: 'name', SortOrder: 'asc' }, ['proxy', 'team/other', 'team/proxy']],
    [{ Filters: [{ Key: 'name', Values: ['team/'] }] }, ['team/other', 'team/proxy']],
    [{ Filters: [{ Key: 'name', Values: ['TEAM/'] }] }, []],
    [{ Filters: [{ Key: 'name', Values: ['!team/'] }] }, ['proxy']],
    [{ Filters: [{ Key: 'name', Values: ['team/', '!team/o'] }] }, ['team/proxy']],
    [{ Filters: [{ Key: 'name', Values: ['proxy', 'team/p'] }] }, ['proxy', 'team/proxy']],
    [{ Filters: [{ Key: 'description', Values: ['credentials'] }] }, ['team/proxy']],
    [{ Filters: [{ Key: 'description', Values: ['proxy'] }] }, []],
    [{ Filters: [{ Key: 'tag-key', Values: ['team'] }] }, ['team/other']],
    [{ Filters: [{ Key: 'tag-value', Values: ['be'] }] }, ['team/proxy']],
    [{ Filters: [{ Key: 'all', Values: ['PROXY'] }] }, ['proxy', 'team/proxy']],
    [
      {
        Filters: [
          { Key: 'name', Values: ['team/'] },
          { Key: 'tag-key', Values: ['team'] },
        ],
      },
      ['team/other'],
    ],
  ] as [Partial<ListSecretsCommandInput>, string[]][])('answers %j', async (input, names) => {
    expect((await list(input)).names).toEqual(names);
  });

  it('goes on where a page has ended, whatever has been created since', async () => {
    const first = await list({ MaxResults: 2 });
    expect(first.names).toEqual(['proxy', 'team/other']);
    t.emulator.secrets.put({ name: 'newer', secretString: 'x' });
    const second = await list({ MaxResults: 2, NextToken: first.NextToken });
    expect([second.names, second.NextToken]).toEqual([['team/proxy'], undefined]);
  });

  it("shows the caller's account only", async () => {
    const arn = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:theirs-AbCdEf';
    t.emulator.secrets.put({ arn, secretString: 'x' });
    expect((await list()).names).not.toContain('theirs');
  });
});

describe('tags', () => {
  it('are added, replaced and removed', async () => {
    const SecretId = 'team/proxy';
    const tags = async () => (await list({ Filters: [{ Key: 'name', Values: [SecretId] }] })).SecretList[0]?.Tags;
    const added = { Key: 'team', Value: 'two' };
    await t.secretsManager.send(new TagResourceCommand({ SecretId, Tags: [added, { Key: 'stage', Value: 'prod' }] }));
    expect(await tags()).toEqual([added, { Key: 'stage', Value: 'prod' }]);
    await t.secretsManager.send(new UntagResourceCommand({ SecretId, TagKeys: ['stage'] }));
    expect(await tags()).toEqual([added]);
  });
});

describe('a resource policy', () => {
  const SecretId = 'proxy';
  const send = (ResourcePolicy: string, BlockPublicPolicy = false) =>
    t.secretsManager.send(new PutResourcePolicyCommand({ SecretId, ResourcePolicy, BlockPublicPolicy }));
  const allow = { Effect: 'Allow', Principal: '*', Action: 'secretsmanager:GetSecretValue', Resource: '*' };
  const policy = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, null, 1);

  it('is kept as it was written', async () => {
    const read = () => t.secretsManager.send(new GetResourcePolicyCommand({ SecretId }));
    expect(await read()).not.toHaveProperty('ResourcePolicy');
    await send(policy(allow));
    expect(await read()).toMatchObject({ Name: SecretId, ResourcePolicy: policy(allow) });
    await t.secretsManager.send(new DeleteResourcePolicyCommand({ SecretId }));
    expect(await read()).not.toHaveProperty('ResourcePolicy');
  });

  it('is refused when it is no policy, with what is wrong', async () => {
    const malformed = (message: string) => ({ name: 'MalformedPolicyDocumentException', message });
    await expect(send('{')).rejects.toMatchObject(
      malformed('This resource policy contains a syntax error. The policy is not JSON.'),
    );
    await expect(send(policy({ ...allow, Effect: 'Maybe' }))).rejects.toMatchObject(
      malformed('This resource policy contains a syntax error. Statement.0.Effect: The effect is "Allow" or "Deny".'),
    );
  });

  it('is refused when it lets everybody in and must not', async () => {
    await expect(send(policy(allow), true)).rejects.toMatchObject({ name: 'PublicPolicyException' });
    await send(policy({ ...allow, Principal: { AWS: '111122223333' } }), true);
    await send(policy({ ...allow, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg' } } }), true);
  });
});
