import { describe, expect, it } from 'vitest';
import { type Denial, decide, type Protected } from './decide.ts';
import { policy } from './policy/read-policy.ts';
import { RequestKeys } from './policy/request-keys.ts';

const OWN = '111122223333';
const OTHER = '444455556666';
const arn = `arn:aws:iam::${OWN}:user/ada`;

type Side = 'allows' | 'account' | 'silent' | 'denies';
type Rule = Protected['sameAccount'];

const statement = (Effect: string, Principal?: unknown) => ({
  Effect,
  Action: '*',
  Resource: '*',
  ...(Principal === undefined ? {} : { Principal }),
});
const identityPolicies = { allows: [statement('Allow')], denies: [statement('Allow'), statement('Deny')], silent: [] };
const resourcePolicies = {
  allows: statement('Allow', { AWS: arn }),
  account: statement('Allow', { AWS: OWN }),
  denies: statement('Deny', '*'),
};

function outcome(identity: Exclude<Side, 'account'>, resource: Side, accountId: string, sameAccount: Rule) {
  const policies = identityPolicies[identity].map((one) => policy('identity').parse({ Statement: one }));
  const own =
    resource === 'silent' ? {} : { policy: policy('resource').parse({ Statement: resourcePolicies[resource] }) };
  const principal = { arn, identityArn: arn, accountId: OWN };
  const request = { principal, action: 'a:b', resource: '*', keys: new RequestKeys({}) };
  return decide(request, policies, { accountId, ...own, sameAccount }) ?? 'allowed';
}

type Row = readonly [Exclude<Side, 'account'>, Side, Denial | 'allowed'];

describe('inside one account', () => {
  const rows: readonly Row[] = [
    ['silent', 'silent', 'no-identity-policy'],
    ['allows', 'silent', 'allowed'],
    ['silent', 'allows', 'allowed'],
    ['silent', 'account', 'no-identity-policy'],
    ['allows', 'account', 'allowed'],
    ['denies', 'allows', 'denied-by-identity-policy'],
    ['allows', 'denies', 'denied-by-resource-policy'],
  ];
  it.each(rows)('identity policy %s, resource policy %s: %s', (identity, resource, expected) => {
    expect(outcome(identity, resource, OWN, 'either')).toBe(expected);
  });

  const keyRows: readonly Row[] = [
    ['allows', 'silent', 'no-resource-policy'],
    ['silent', 'allows', 'allowed'],
    ['silent', 'account', 'no-identity-policy'],
    ['allows', 'account', 'allowed'],
    ['allows', 'denies', 'denied-by-resource-policy'],
    ['denies', 'allows', 'denied-by-identity-policy'],
  ];
  it.each(keyRows)('identity policy %s, key policy %s: %s', (identity, resource, expected) => {
    expect(outcome(identity, resource, OWN, 'resource-first')).toBe(expected);
  });
});

describe.each(['either', 'resource-first'] as const)('from another account (%s)', (rule) => {
  const rows: readonly Row[] = [
    ['silent', 'silent', 'no-identity-policy'],
    ['allows', 'silent', 'no-resource-policy'],
    ['silent', 'allows', 'no-identity-policy'],
    ['silent', 'account', 'no-identity-policy'],
    ['allows', 'account', 'allowed'],
    ['allows', 'allows', 'allowed'],
    ['denies', 'allows', 'denied-by-identity-policy'],
    ['allows', 'denies', 'denied-by-resource-policy'],
  ];
  it.each(rows)('identity policy %s, resource policy %s: %s', (identity, resource, expected) => {
    expect(outcome(identity, resource, OTHER, rule)).toBe(expected);
  });
});
