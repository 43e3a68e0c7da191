import { describe, expect, it } from 'vitest';
import { opinionOf } from './evaluate.ts';
import { policy } from './read-policy.ts';
import { RequestKeys } from './request-keys.ts';

const arn = 'arn:aws:iam::111122223333:user/ada';

/** A policy's variable. */
const variable = (inside: string) => `\${${inside}}`;

/** Whether a statement with this condition applies to a request with these keys. */
function holds(Condition: object, keys: Record<string, string | string[]>): boolean {
  const Statement = { Effect: 'Allow', Action: '*', Resource: '*', Condition };
  const read = policy('identity').parse({ Version: '2012-10-17', Statement });
  const principal = { arn, identityArn: arn, accountId: '111122223333' };
  return opinionOf([read], { principal, action: 'a:b', resource: '*', keys: new RequestKeys(keys) }) === 'allows';
}

type Row = readonly [operator: string, key: string, expected: unknown, actual: string, holds: boolean];

const ROWS: readonly Row[] = [
  ['StringEquals', 'aws:username', 'ada', 'ada', true],
  ['StringEquals', 'aws:username', 'a*', 'ada', false],
  ['StringEquals', 'aws:username', 'a*', 'a*', true],
  ['StringEquals', 'aws:username', ['bob', 'ada'], 'ada', true],
  ['StringNotEquals', 'aws:username', 'ada', 'ada', false],
  ['StringNotEquals', 'aws:username', ['bob', 'ada'], 'ada', false],
  ['StringNotEquals', 'aws:username', ['bob', 'eve'], 'ada', true],
  ['StringEqualsIgnoreCase', 'aws:username', 'ADA', 'ada', true],
  ['StringNotEqualsIgnoreCase', 'aws:username', 'ADA', 'ada', false],
  ['StringLike', 'aws:username', 'a*', 'ada', true],
  ['StringLike', 'aws:username', 'a?', 'ada', false],
  ['StringNotLike', 'aws:username', 'a*', 'ada', false],
  ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:user/*', arn, true],
  ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*', arn, false],
  ['ArnEquals', 'aws:PrincipalArn', 'arn:aws:iam::111122223333:user/a*', arn, true],
  ['ArnLike', 'aws:PrincipalArn', `arn:aws:iam::111122223333:user/${variable('aws:PrincipalArn')}`, arn, false],
  ['ArnNotEquals', 'aws:PrincipalArn', arn, arn, false],
  ['ArnNotLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/*', arn, true],
  ['Bool', 'aws:SecureTransport', 'true', 'true', true],
  ['Bool', 'aws:SecureTransport', true, 'false', false],
  ['IpAddress', 'aws:SourceIp', '127.0.0.0/8', '127.0.0.1', true],
  ['IpAddress', 'aws:SourceIp', ['203.0.113.7', '2001:db8::/32'], '203.0.113.7', true],
  ['IpAddress', 'aws:SourceIp', '127.0.0.0/8', '::ffff:127.0.0.1', true],
  ['IpAddress', 'aws:SourceIp', '2001:db8::/32', '127.0.0.1', false],
  ['NotIpAddress', 'aws:SourceIp', '127.0.0.0/8', '127.0.0.1', false],
  ['DateLessThan', 'aws:CurrentTime', '2030-01-01T00:00:00Z', '2026-11-23T00:00:00.000Z', true],
  ['DateLessThan', 'aws:CurrentTime', '2026-11-23T00:00:00Z', '2026-11-23T00:00:00.000Z', false],
  ['DateLessThanEquals', 'aws:CurrentTime', '2026-11-23T00:00:00Z', '2026-11-23T00:00:00.000Z', true],
  ['DateGreaterThan', 'aws:EpochTime', '2020-01-01T00:00:00Z', '1790000000', true],
  ['DateEquals', 'aws:EpochTime', '0', '0', true],
  ['NumericLessThanEquals', 'secretsmanager:RecoveryWindowInDays', 7, '7', true],
  ['NumericGreaterThan', 'secretsmanager:RecoveryWindowInDays', '7', '7', false],
  ['NumericNotEquals', 'secretsmanager:RecoveryWindowInDays', '7.0', '7', false],
];

describe('a condition', () => {
  it.each(ROWS)('%s %s %j, where it is %s: %s', (operator, key, expected, actual, result) => {
    expect(holds({ [operator]: { [key]: expected } }, { [key]: actual })).toBe(result);
  });

  it('on a key without a value holds in its negated and IfExists forms only', () => {
    const on = (operator: string, value: string) => holds({ [operator]: { 'aws:SourceVpc': value } }, {});
    expect(on('StringEquals', 'vpc-1')).toBe(false);
    expect(on('StringLike', '*')).toBe(false);
    expect(on('StringNotEquals', 'vpc-1')).toBe(true);
    expect(on('StringNotLike', '*')).toBe(true);
    expect(on('StringEqualsIfExists', 'vpc-1')).toBe(true);
    expect(on('Null', 'true')).toBe(true);
    expect(on('Null', 'false')).toBe(false);
  });

  it('with IfExists decides as without it, where the key has a value', () => {
    expect(holds({ StringEqualsIfExists: { 'aws:username': 'bob' } }, { 'aws:username': 'ada' })).toBe(false);
    expect(holds({ BoolIfExists: { 'aws:SecureTransport': 'true' } }, { 'aws:SecureTransport': 'true' })).toBe(true);
  });

  it('on a key with several values says whether all of them or any', () => {
    const tags = (quantifier: string, ...values: string[]) =>
      holds({ [`${quantifier}:StringEquals`]: { 'aws:TagKeys': ['team', 'stage'] } }, { 'aws:TagKeys': values });
    expect(tags('ForAllValues', 'team', 'stage')).toBe(true);
    expect(tags('ForAllValues', 'team', 'other')).toBe(false);
    expect(tags('ForAllValues')).toBe(true);
    expect(tags('ForAnyValue', 'team', 'other')).toBe(true);
    expect(tags('ForAnyValue', 'other')).toBe(false);
    expect(tags('ForAnyValue')).toBe(false);
  });

  it('needs all of its operators and keys', () => {
    const keys = { 'aws:username': 'ada', 'aws:SecureTransport': 'false' };
    expect(holds({ StringEquals: { 'aws:username': 'ada' }, Bool: { 'aws:SecureTransport': 'false' } }, keys)).toBe(
      true,
    );
    expect(holds({ StringEquals: { 'aws:username': 'ada' }, Bool: { 'aws:SecureTransport': 'true' } }, keys)).toBe(
      false,
    );
    expect(holds({ StringEquals: { 'aws:username': 'ada', 'aws:PrincipalType': 'User' } }, keys)).toBe(false);
  });

  it('fills in variables of its values', () => {
    const condition = { StringEquals: { 'aws:ResourceAccount': `${variable('aws:PrincipalAccount')}` } };
    expect(holds(condition, { 'aws:ResourceAccount': '1', 'aws:PrincipalAccount': '1' })).toBe(true);
    expect(holds(condition, { 'aws:ResourceAccount': '1', 'aws:PrincipalAccount': '2' })).toBe(false);
    expect(holds({ StringLike: { 'aws:username': `a${variable('*')}a` } }, { 'aws:username': 'ada' })).toBe(false);
  });
});
