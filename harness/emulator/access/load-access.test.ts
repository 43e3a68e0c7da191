import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../configuration/invalid-input.ts';
import { loadAccess } from './load-access.ts';

const allow = { Effect: 'Allow', Action: '*', Resource: '*' };
const document = (Statement: unknown) => ({ Version: '2012-10-17', Statement });
const withPolicy = (policy: unknown) => ({ accounts: { '111122223333': { users: { ada: { policies: [policy] } } } } });

/** One line per violation: path and problem. */
function violations(json: unknown): readonly string[] {
  try {
    loadAccess(json, 'access.json');
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    expect(error.message).toMatch(/^access\.json: /);
    return error.violations.map(({ path, problem }) => `${path}: ${problem}`);
  }
  throw new Error('It was accepted.');
}

describe('an access file', () => {
  it('says who there is; keys that it leaves out are made up, those of roles with a session token', () => {
    const accessKeys = [{ accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' }];
    const rules = loadAccess({
      accounts: {
        '111122223333': {
          users: { ada: { accessKeys, policies: [document(allow)], tags: { team: 'one' } }, bob: {} },
          roles: { runner: { sessionName: 'nightly' } },
        },
        '444455556666': {},
      },
    });
    expect([...rules.keys()]).toEqual(['111122223333', '444455556666']);
    const [ada, bob, runner] = rules.get('111122223333')?.identities ?? [];
    expect(ada).toMatchObject({
      principal: { arn: 'arn:aws:iam::111122223333:user/ada', accountId: '111122223333' },
      credentials: accessKeys,
      tags: { team: 'one' },
    });
    expect(bob?.credentials).toEqual([{ accessKeyId: expect.any(String), secretAccessKey: expect.any(String) }]);
    expect(runner).toMatchObject({
      principal: {
        arn: 'arn:aws:sts::111122223333:assumed-role/runner/nightly',
        identityArn: 'arn:aws:iam::111122223333:role/runner',
      },
      credentials: [{ sessionToken: expect.any(String) }],
    });
  });

  it('names everything in it that is wrong, each at its place', () => {
    const accessKeys = [{ accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'one' }];
    expect(
      violations({
        acounts: {},
        accounts: {
          '1234': {},
          '111122223333': {
            users: { ada: { accessKeys: [{ accessKeyId: 'x', secretAccessKey: '' }], polices: [] } },
            keys: { 'k-1': { aliases: ['proxies', 'alias/aws/secretsmanager'] } },
          },
        },
      }),
    ).toMatchInlineSnapshot(`
      [
        "accounts["1234"]: An account is named by its twelve digits.",
        "accounts["111122223333"].users.ada.accessKeys[0].accessKeyId: An access key id is 8 to 128 letters, digits and underscores.",
        "accounts["111122223333"].users.ada.accessKeys[0].secretAccessKey: It is empty.",
        "accounts["111122223333"].users.ada.polices: There is no member of this name here.",
        "accounts["111122223333"].keys["k-1"].aliases[0]: An alias begins with "alias/", and not with "alias/aws/".",
        "accounts["111122223333"].keys["k-1"].aliases[1]: An alias begins with "alias/", and not with "alias/aws/".",
        "accounts["111122223333"].keys["k-1"].policy: A policy is an object with a "Version" and a "Statement".",
        "acounts: There is no member of this name here.",
      ]
    `);
    expect(
      violations({ accounts: { '111122223333': { users: { ada: { accessKeys }, bob: { accessKeys } } } } }),
    ).toEqual(['accounts["111122223333"].users.bob.accessKeys[0].accessKeyId: Another access key has this id.']);
  });

  it.each([[[]], ['text'], [null], [{}]])('is refused when it is %j', (json) => {
    expect(violations(json)).toHaveLength(1);
  });
});

describe('a policy in it', () => {
  it('may hold its statement without a list, and single values for lists', () => {
    const [ada] = loadAccess(withPolicy(document(allow))).get('111122223333')?.identities ?? [];
    expect(ada?.policies[0]?.statements).toMatchObject([
      { effect: 'Allow', actions: { excluded: false, texts: ['*'] } },
    ]);
  });

  it.each([
    ['an unknown operator', { ...allow, Condition: { StringEqual: { 'aws:username': 'a' } } }],
    ['an unknown key', { ...allow, Condition: { StringEquals: { 'aws:SourceIpp': 'a' } } }],
    ['Null with IfExists', { ...allow, Condition: { NullIfExists: { 'aws:username': 'true' } } }],
    [
      'a value that the operator cannot compare',
      { ...allow, Condition: { DateLessThan: { 'aws:CurrentTime': 'soon' } } },
    ],
    ['a value that is an object', { ...allow, Condition: { StringEquals: { 'aws:username': {} } } }],
    ['an unknown variable', { ...allow, Resource: `arn:aws:s3:::${'$'}{aws:FederatedProvider}/*` }],
    ['an unknown member', { ...allow, Conditions: {} }],
    ['another effect', { ...allow, Effect: 'allow' }],
    ['no action', { Effect: 'Allow', Resource: '*' }],
    ['both Action and NotAction', { ...allow, NotAction: 'kms:*' }],
    ['an action without a service', { ...allow, Action: 'GetSecretValue' }],
    ['a resource that is no ARN', { ...allow, Resource: 'my-secret' }],
    ['a principal', { ...allow, Principal: '*' }],
    ['an empty list', { ...allow, Action: [] }],
  ])('is refused with %s', (_what, statement) => {
    expect(violations(withPolicy(document(statement)))).toMatchSnapshot();
  });

  it.each([
    ['no principal', allow],
    ['a wildcard in the ARN of a principal', { ...allow, Principal: { AWS: 'arn:aws:iam::111122223333:role/*' } }],
    ['a federated principal', { ...allow, Principal: { Federated: 'accounts.google.com' } }],
    ['an empty principal', { ...allow, Principal: {} }],
  ])('of a secret is refused with %s', (_what, statement) => {
    const secrets = { proxy: { resourcePolicy: document([statement]) } };
    expect(violations({ accounts: { '111122223333': { secrets } } })).toMatchSnapshot();
  });

  it('is refused with another version', () => {
    expect(violations(withPolicy({ Version: '2012-10-18', Statement: allow }))).toEqual([
      'accounts["111122223333"].users.ada.policies[0].Version: The version is "2012-10-17", or "2008-10-17".',
    ]);
  });
});
