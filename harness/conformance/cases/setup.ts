import type { Behaviour } from '../../../proxies/index.ts';
import type { KeyName } from './callers.ts';

/** What a case wants of the world before its session starts: proxies in array order, and what bypasses them. */
export interface Setup<Name extends string = string> {
  /** In the order of the configuration's array. */
  readonly proxies: readonly CaseProxy<Name>[];
  /** `bypass.domainPatterns`. */
  readonly bypass?: readonly string[];
}

export interface CaseProxy<Name extends string = string> {
  /** Short and telling (`wide`, `fallback`); its server name in reports. */
  readonly name: Name;
  /** `domainPatterns`; without them it is a default proxy. */
  readonly claims?: readonly string[];
  /** Default: an open proxy without a secret. */
  readonly access?: CaseAccess;
  /** Where the configuration says that it is. Default: where it listens. */
  readonly place?: ProxyPlace;
  /** From before the session starts; default `normal`. */
  readonly behaviour?: Behaviour;
}

/** An address at which no proxy is. */
export type ProxyPlace =
  /** A port of this machine on which nobody listens: connections are refused. */
  | 'closed-port'
  /** A server whose name nobody resolves. */
  | 'unknown-name';

/** Whom a proxy lets in, and what the service knows of that. */
export interface CaseAccess {
  /** `basic`: the proxy answers 407 to wrong or missing credentials. `open`: it takes everybody. */
  readonly proxy: 'basic' | 'open';
  readonly secret: CaseSecret;
  /** Whose the secret is; default: the caller's own account's. */
  readonly owner?: OtherAccount;
}

/** The other account has the secret, and says who may read it. */
export interface OtherAccount {
  /** Whether the secret's resource policy lets our account read it; otherwise it has none. */
  readonly resourcePolicy: boolean;
  /** What it is encrypted with. */
  readonly key: KeyName | 'default';
}

/** What the configuration's secret holds. */
export type CaseSecret =
  /** The configuration names none. */
  | { readonly kind: 'none' }
  /** The very credentials that the proxy wants, random. */
  | { readonly kind: 'right' }
  /** The secret of another proxy of the case, whose credentials this one wants too. */
  | { readonly kind: 'that-of'; readonly proxy: string }
  /** Well-formed credentials that the proxy does not want. */
  | { readonly kind: 'wrong' }
  /** The configuration names a secret that does not exist. */
  | { readonly kind: 'missing' }
  /** The very credentials that the proxy wants: these. */
  | { readonly kind: 'these'; readonly username: string; readonly password: string }
  /** This text, in place of JSON with a user name and a password. */
  | { readonly kind: 'text'; readonly text: string };
