import { principalArn, secretArnPattern } from './arns.ts';
import { decryptStatement } from './decrypt-statement.ts';
import { type PolicyDocument, type PolicyStatement, policyDocument } from './policy-document.ts';
import type { Setup } from './setup.ts';

/** The policy of one secret that identities of another account read. */
export function secretPolicy(setup: Setup, name: string): PolicyDocument {
  return policyDocument([
    {
      Sid: 'ReadByBrowserSessions',
      Effect: 'Allow',
      Principal: { AWS: principalArn(setup) },
      Action: 'secretsmanager:GetSecretValue',
      Resource: secretArnPattern(setup, name),
    },
  ]);
}

/**
 * What the key's policy needs as well where another account reads the secrets. Without a `Sid`, of which a policy may
 * hold each only once: a key can serve more than one set-up. In the policy of a key, `*` is this key.
 */
export function keyPolicyStatement(setup: Setup): PolicyStatement | undefined {
  const decrypt = decryptStatement(setup);
  if (decrypt === undefined) return undefined;
  const { Effect, Action, Condition } = decrypt;
  const Principal = { AWS: principalArn(setup) };
  return { Effect, Principal, Action, Resource: '*', ...(Condition === undefined ? {} : { Condition }) };
}
