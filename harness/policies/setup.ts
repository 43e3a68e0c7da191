/** Who starts sessions: an identity of AWS IAM, in the account of the sessions. */
export interface SessionCaller {
  readonly kind: 'role' | 'user';
  /** Without a path. */
  readonly name: string;
}

/** One proxy of the configuration, and where its credentials are to be. */
export interface ProxySetup {
  readonly server: string;
  readonly port: number;
  /** None for the default proxy. */
  readonly domainPatterns: readonly string[];
  /** Absent for a proxy that lets its clients in by their address. */
  readonly secretName?: string;
}

/** Everything that a first session through one's own proxies needs to be told, checked. */
export interface Setup {
  readonly region: string;
  /** Twelve digits: where sessions run. */
  readonly accountId: string;
  /** Absent: whoever the account's own policies allow it. */
  readonly caller?: SessionCaller;
  readonly browserIdentifier: string;
  readonly proxies: readonly ProxySetup[];
  readonly bypassPatterns: readonly string[];
  /** Twelve digits: the account that owns the secrets, often the same. */
  readonly secretsAccountId: string;
  /** ARN of the customer-managed key that encrypts the secrets. Absent: the default key of Secrets Manager. */
  readonly kmsKeyArn?: string;
}

/** Whether the secrets are in another account than the sessions. */
export function isCrossAccount({ accountId, secretsAccountId }: Setup): boolean {
  return accountId !== secretsAccountId;
}

/** The secrets, each once, in the order of the proxies that use them first. */
export function secretNames({ proxies }: Setup): readonly string[] {
  return [...new Set(proxies.flatMap(({ secretName }) => (secretName === undefined ? [] : [secretName])))];
}
