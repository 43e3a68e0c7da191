/** Where one request goes. Proxies are named by their position in the configuration's array. */
export type Route = { readonly kind: 'proxy'; readonly index: number } | { readonly kind: 'direct' };

/** One rule of a configuration that claims a host. `path` is the JSON path of the rule in the configuration. */
export type Rule =
  | { readonly kind: 'bypass'; readonly pattern: string; readonly path: string }
  | { readonly kind: 'pattern'; readonly index: number; readonly pattern: string; readonly path: string }
  | { readonly kind: 'default'; readonly index: number; readonly path: string }
  /** No rule claims the host and there is no default proxy. */
  | { readonly kind: 'unmatched' };

/** `documented`: the document says so. `undocumented`: it is silent, and this is our reading of it. */
export type Level = 'documented' | 'undocumented';

/** A point on which the document is silent, and which one decision rests on. */
export type SilentPoint =
  /** No rule claims the host and no proxy is a default. */
  | 'no-default'
  /** More than one proxy is a default. */
  | 'several-defaults'
  /** The host is an IP address; the document speaks of domains. */
  | 'ip-literal'
  /** `localhost` and what ends in it: a name that means the machine itself (RFC 6761, section 6.3). */
  | 'localhost'
  /** The deciding pattern holds upper-case letters. */
  | 'pattern-case'
  /** The host is written with a trailing dot, which reaches the service as it is. */
  | 'trailing-dot';

/** What the routing oracle says about one host, and why. */
export interface Decision {
  /** The host as it was judged: lower case, ASCII, no trailing dot, no brackets. */
  readonly host: string;
  readonly route: Route;
  /** The rule that decided. */
  readonly rule: Rule;
  /** The other rules that claim the host, in precedence order: what `rule` won over. */
  readonly overruled: readonly Rule[];
  readonly level: Level;
  /** Present exactly where `level` is `undocumented`. */
  readonly silentAbout?: SilentPoint;
  /** Id of the requirement that the decision rests on. */
  readonly requirement: string;
}
