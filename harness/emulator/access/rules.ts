import type { Policy } from './policy/policy.ts';
import type { Credentials, Principal } from './principal.ts';

/** A user or role, and what it may do. */
export interface Identity {
  readonly principal: Principal;
  readonly tags: Readonly<Record<string, string>>;
  /** Its identity policies. */
  readonly policies: readonly Policy[];
  readonly credentials: readonly Credentials[];
}

/** A customer-managed key. */
export interface Key {
  /** The end of its ARN, `key/<id>`, without `key/`. */
  readonly id: string;
  /** `alias/…` */
  readonly aliases: readonly string[];
  readonly policy: Policy;
}

/** What a secret of this name gets when it is created, unless the request says otherwise. */
export interface SecretSettings {
  readonly kmsKeyId?: string;
  /** A policy document as text, as PutResourcePolicy takes it. */
  readonly resourcePolicy?: string;
}

export interface Account {
  /** `o-…`, for `aws:PrincipalOrgID`. */
  readonly organizationId?: string;
  readonly identities: readonly Identity[];
  readonly keys: readonly Key[];
  readonly secrets: ReadonlyMap<string, SecretSettings>;
}

/** Who there is and who may do what: an access file, read. By account number. */
export type AccessRules = ReadonlyMap<string, Account>;
