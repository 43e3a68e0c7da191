/**
 * The API's `ProxyConfiguration`, unchanged (service model 2024-02-28, shape `ProxyConfiguration`).
 * Values of this type have passed {@link parseProxyConfiguration}: every limit of the API holds.
 */
export interface ProxyConfiguration {
  readonly proxies: readonly ProxyEntry[];
  readonly bypass?: ProxyBypass;
}

/** A union in the service model, with this one member so far. */
export interface ProxyEntry {
  readonly externalProxy: ExternalProxy;
}

export interface ExternalProxy {
  /** A host name or an IPv4 literal; no scheme, no port. */
  readonly server: string;
  /** 1–65535. */
  readonly port: number;
  /** 1–100 patterns; absent for a default proxy. */
  readonly domainPatterns?: readonly string[];
  readonly credentials?: ProxyCredentials;
}

/** A union in the service model, with this one member so far. */
export interface ProxyCredentials {
  readonly basicAuth: { readonly secretArn: string };
}

export interface ProxyBypass {
  /** 1–100 patterns. */
  readonly domainPatterns?: readonly string[];
}
