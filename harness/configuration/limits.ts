/**
 * Every limit that the service's API model puts on a proxy configuration, each stated once.
 * Source: service model 2024-02-28 of `bedrock-agentcore`; the shape's name stands at each constant.
 * The model's expressions are anchored here, because the service matches whole values.
 */

/** Shape `ProxyConfigurationProxiesList`. AWS support can raise the maximum for an account. */
export const PROXIES = { minimum: 1, maximum: 5 } as const;

/** Shape `HostName`: a host name or an IPv4 literal. Lengths in characters. */
export const HOST_NAME = {
  maximumLength: 253,
  expression: /^[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/,
} as const;

/** Longest part of a host name between two dots, in characters; part of the expressions of `HostName` and `DomainPattern`. */
export const LABEL_MAXIMUM_LENGTH = 63;

/** Shape `ExternalProxyPortInteger`. */
export const PORT = { minimum: 1, maximum: 65_535 } as const;

/** Shape `DomainPatterns`, of a proxy and of the bypass alike. AWS support can raise the maximum for an account. */
export const DOMAIN_PATTERNS = { minimum: 1, maximum: 100 } as const;

/** Shape `DomainPattern`: a host name with an optional leading dot, which counts towards the length. */
export const DOMAIN_PATTERN = {
  maximumLength: 253,
  expression: /^(\.)?[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/,
} as const;

/** Shape `SecretArn`. */
export const SECRET_ARN = {
  expression: /^arn:aws(-[a-z-]+)?:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[a-zA-Z0-9/_+=.@-]+$/,
} as const;

/** The secret's `username`; from the documentation of browser proxies, the API model does not see into secrets. */
export const SECRET_USERNAME = { maximumLength: 256, expression: /^[a-zA-Z0-9@._+=-]+$/ } as const;

/** The secret's `password`; same source as {@link SECRET_USERNAME}. */
export const SECRET_PASSWORD = { maximumLength: 256, expression: /^[a-zA-Z0-9@._+=\-!#$%&*]+$/ } as const;
