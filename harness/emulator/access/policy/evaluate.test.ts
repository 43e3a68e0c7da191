import { describe, expect, it } from 'vitest';
import { opinionOf } from './evaluate.ts';
import { policy } from './read-policy.ts';
import { RequestKeys } from './request-keys.ts';

const ADA = 'arn:aws:iam::111122223333:user/ada';
const principal = { arn: ADA, identityArn: ADA, accountId: '111122223333' };
const SECRET = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:team/proxy-AbCdEf';

/** A policy's variable. */
const variable = (inside: string) => `\${${inside}}`;

const read = (kind: 'identity' | 'resource', ...statements: object[]) =>
  policy(kind).parse({ Version: '2012-10-17', Statement: statements });
const ask = (
  statements: object[],
  keys: Record<string, string | string[]> = {},
  kind: 'identity' | 'resource' = 'identity',
) =>
  opinionOf([read(kind, ...statements)], {
    principal,
    action: 'secretsmanager:GetSecretValue',
    resource: SECRET,
    keys: new RequestKeys(keys),
  });

const allow = { Effect: 'Allow', Action: '*', Resource: '*' };
const deny = { ...allow, Effect: 'Deny' };

describe('the policies of one kind', () => {
  it('say nothing where no statement applies', () => {
    expect(ask([{ ...allow, Action: 'secretsmanager:PutSecretValue' }])).toBe('silent');
    expect(opinionOf([], { principal, action: 'a:b', resource: '*', keys: new RequestKeys({}) })).toBe('silent');
  });

  it('deny where any statement does, in whatever order', () => {
    expect(ask([allow, deny])).toBe('denies');
    expect(ask([deny, allow])).toBe('denies');
    expect(ask([allow, { ...deny, Action: 'kms:*' }])).toBe('allows');
  });

  it.each([
    ['*', true],
    ['secretsmanager:GetSecretValue', true],
    ['SecretsManager:getsecretvalue', false],
    ['secretsmanager:getsecretvalue', true],
    ['secretsmanager:Get*', true],
    ['secretsmanager:GetSecretValu?', true],
    ['secretsmanager:GetSecret?', false],
    ['kms:*', false],
  ])('match the action %s: %s', (Action, applies) => {
    const parsed = policy('identity').safeParse({ Statement: { ...allow, Action } });
    // Prefixes are lower case in every policy that AWS documents; anything else is refused, not ignored.
    if (!parsed.success) return expect(applies).toBe(false);
    expect(ask([{ ...allow, Action }])).toBe(applies ? 'allows' : 'silent');
  });

  it.each([
    ['*', true],
    [SECRET, true],
    ['arn:aws:secretsmanager:us-east-1:111122223333:secret:team/*', true],
    ['arn:aws:secretsmanager:us-east-1:111122223333:secret:team/proxy-??????', true],
    ['arn:aws:secretsmanager:us-east-1:111122223333:secret:team/proxy-?????', false],
    ['arn:aws:secretsmanager:us-east-1:111122223333:secret:team/proxy', false],
    ['arn:aws:secretsmanager:*:*:secret:*', true],
    ['arn:aws:secretsmanager:us-east-1:111122223333:secret:TEAM/*', false],
    // A star reaches over colons in a resource.
    ['arn:aws:secretsmanager:*AbCdEf', true],
  ])('match the resource %s: %s', (Resource, applies) => {
    expect(ask([{ ...allow, Resource }])).toBe(applies ? 'allows' : 'silent');
  });

  it('turn NotAction and NotResource around', () => {
    const { Action: _action, ...noAction } = allow;
    const { Resource: _resource, ...noResource } = allow;
    expect(ask([{ ...noAction, NotAction: 'kms:*' }])).toBe('allows');
    expect(ask([{ ...noAction, NotAction: ['kms:*', 'secretsmanager:*'] }])).toBe('silent');
    expect(ask([{ ...noResource, NotResource: 'arn:aws:s3:::bucket' }])).toBe('allows');
    expect(ask([{ ...noResource, NotResource: [SECRET, 'arn:aws:s3:::bucket'] }])).toBe('silent');
  });

  it('fill in variables, except in policies of 2008', () => {
    const Resource = `arn:aws:secretsmanager:us-east-1:111122223333:secret:${variable('aws:PrincipalTag/team')}/*`;
    expect(ask([{ ...allow, Resource }], { 'aws:PrincipalTag/team': 'team' })).toBe('allows');
    expect(ask([{ ...allow, Resource }], { 'aws:principaltag/TEAM': 'team' })).toBe('allows');
    expect(ask([{ ...allow, Resource }], { 'aws:PrincipalTag/team': '*' })).toBe('silent');
    expect(ask([{ ...allow, Resource }])).toBe('silent');
    expect(ask([{ ...allow, Resource: Resource.replace('/team}', "/team, 'team'}") }])).toBe('allows');
    const old = policy('identity').parse({ Statement: { ...allow, Resource } });
    const keys = new RequestKeys({ 'aws:PrincipalTag/team': 'team' });
    expect(opinionOf([old], { principal, action: 'secretsmanager:GetSecretValue', resource: SECRET, keys })).toBe(
      'silent',
    );
  });
});

describe('a principal', () => {
  const reach = (Principal: unknown) => ask([{ ...allow, Principal }], {}, 'resource');

  it.each([
    ['*', 'allows'],
    [{ AWS: '*' }, 'allows'],
    [{ AWS: ADA }, 'allows'],
    [{ AWS: ['arn:aws:iam::444455556666:root', ADA] }, 'allows'],
    [{ AWS: '111122223333' }, 'delegates'],
    [{ AWS: 'arn:aws:iam::111122223333:root' }, 'delegates'],
    [{ AWS: ['111122223333', ADA] }, 'allows'],
    [{ AWS: '444455556666' }, 'silent'],
    [{ AWS: 'arn:aws:iam::111122223333:user/bob' }, 'silent'],
    [{ AWS: 'arn:aws:iam::444455556666:user/ada' }, 'silent'],
    [{ Service: 'bedrock-agentcore.amazonaws.com' }, 'silent'],
  ])('%j: %s', (Principal, opinion) => {
    expect(reach(Principal)).toBe(opinion);
  });

  it('may be a session of a role, by the role or by the session', () => {
    const session = {
      arn: 'arn:aws:sts::111122223333:assumed-role/runner/nightly',
      identityArn: 'arn:aws:iam::111122223333:role/runner',
      accountId: '111122223333',
    };
    const opinion = (AWS: string) =>
      opinionOf([read('resource', { ...allow, Principal: { AWS } })], {
        principal: session,
        action: 'a:b',
        resource: '*',
        keys: new RequestKeys({}),
      });
    expect(opinion(session.arn)).toBe('allows');
    expect(opinion(session.identityArn)).toBe('allows');
    expect(opinion('arn:aws:iam::111122223333:role/run')).toBe('silent');
    expect(opinion('arn:aws:sts::111122223333:assumed-role/runner/daily')).toBe('silent');
  });

  it('is an exception under NotPrincipal', () => {
    const others = (AWS: string) => ask([{ ...deny, NotPrincipal: { AWS } }], {}, 'resource');
    expect(others('arn:aws:iam::111122223333:user/bob')).toBe('denies');
    expect(others(ADA)).toBe('silent');
    expect(others('111122223333')).toBe('silent');
  });
});
