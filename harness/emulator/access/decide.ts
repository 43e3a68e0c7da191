import { opinionOf, type PolicyRequest } from './policy/evaluate.ts';
import type { Policy } from './policy/policy.ts';

/** Why a request is not allowed. */
export type Denial =
  | 'denied-by-identity-policy'
  | 'denied-by-resource-policy'
  | 'no-identity-policy'
  | 'no-resource-policy';

export interface Protected {
  /** The account that the resource belongs to. */
  readonly accountId: string;
  /** The resource's own policy, where it has one. */
  readonly policy?: Policy;
  /**
   * Whose word counts inside one account. `either`: the identity's policies or the resource's, as for most resources.
   * `resource-first`: nothing goes without the resource's policy, which may pass the decision on, as for KMS keys.
   */
  readonly sameAccount: 'either' | 'resource-first';
}

/**
 * AWS's decision. An explicit Deny wins; without any Allow it is no. Inside one account one side is enough (but see
 * {@link Protected.sameAccount}), from another account the identity's policies and the resource's both have to allow it.
 * A resource policy that names the account leaves the decision to the policies of its identities.
 */
export function decide(
  request: PolicyRequest,
  identityPolicies: readonly Policy[],
  { accountId, policy, sameAccount }: Protected,
): Denial | undefined {
  const identity = opinionOf(identityPolicies, request);
  const resource = opinionOf(policy ? [policy] : [], request);
  if (identity === 'denies') return 'denied-by-identity-policy';
  if (resource === 'denies') return 'denied-by-resource-policy';
  const isOwn = request.principal.accountId === accountId;
  if (isOwn && resource === 'allows') return undefined;
  if (isOwn && sameAccount === 'resource-first' && resource === 'silent') return 'no-resource-policy';
  if (identity !== 'allows') return 'no-identity-policy';
  return !isOwn && resource === 'silent' ? 'no-resource-policy' : undefined;
}
