/** A policy document in AWS's policy language, read and found to be whole. */
export interface Policy {
  readonly statements: readonly Statement[];
}

/** `Action` or `NotAction`, `Resource` or `NotResource`: texts with wildcards, and whether they are the exceptions. */
export interface Patterns {
  readonly excluded: boolean;
  readonly texts: readonly string[];
}

/** One entry of `Principal`. */
export type PrincipalEntry =
  | { readonly type: 'everyone' }
  /** The account as such: it may pass the permission on to its identities. */
  | { readonly type: 'account'; readonly accountId: string }
  /** A user, a role, or one session of a role. */
  | { readonly type: 'identity'; readonly arn: string }
  /** An AWS service: never the caller here. */
  | { readonly type: 'service'; readonly name: string };

interface Principals {
  readonly excluded: boolean;
  readonly entries: readonly PrincipalEntry[];
}

export interface Condition {
  readonly operator: string;
  /** `ForAllValues:` or `ForAnyValue:`, for keys with several values. */
  readonly quantifier: 'one' | 'all' | 'any';
  /** Of the `…IfExists` form: holds where the key has no value. */
  readonly ifExists: boolean;
  readonly key: string;
  readonly values: readonly string[];
}

export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  /** Absent from identity policies, whose principal is whoever they are attached to. */
  readonly principals?: Principals;
  readonly actions: Patterns;
  readonly resources: Patterns;
  /** All of them have to hold. */
  readonly conditions: readonly Condition[];
  /** Whether `${…}` stands for a condition key: in policies of version 2012-10-17. */
  readonly hasVariables: boolean;
}
