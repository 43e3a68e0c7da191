import {
  DOMAIN_PATTERN,
  DOMAIN_PATTERNS,
  HOST_NAME,
  PORT,
  PROXIES,
  SECRET_ARN,
} from '../../../configuration/limits.ts';
import { integer, list, optional, required, string, structure, union } from '../shape.ts';

/** How many of each a configuration may hold; the service raises them for an account that asks. */
export interface ProxyLimits {
  readonly proxiesPerSession: number;
  readonly domainPatternsPerProxy: number;
  readonly bypassDomainPatterns: number;
}

/** The limits of an account that has not asked for others. */
export const DEFAULT_PROXY_LIMITS: ProxyLimits = {
  proxiesPerSession: PROXIES.maximum,
  domainPatternsPerProxy: DOMAIN_PATTERNS.maximum,
  bypassDomainPatterns: DOMAIN_PATTERNS.maximum,
};

const domainPattern = string({ min: 1, max: DOMAIN_PATTERN.maximumLength, pattern: DOMAIN_PATTERN.expression });

export const secretArn = string({ pattern: SECRET_ARN.expression });

const externalProxy = (domainPatternsPerProxy: number) =>
  structure({
    server: required(string({ min: 1, max: HOST_NAME.maximumLength, pattern: HOST_NAME.expression })),
    port: required(integer({ min: PORT.minimum, max: PORT.maximum })),
    domainPatterns: optional(list(domainPattern, { min: DOMAIN_PATTERNS.minimum, max: domainPatternsPerProxy })),
    credentials: optional(union({ basicAuth: structure({ secretArn: required(secretArn) }) })),
  });

/** Shape `ProxyConfiguration`. */
export const proxyConfiguration = (limits: ProxyLimits) => {
  const proxy = union({ externalProxy: externalProxy(limits.domainPatternsPerProxy) });
  const bypassed = list(domainPattern, { min: DOMAIN_PATTERNS.minimum, max: limits.bypassDomainPatterns });
  return structure({
    proxies: required(list(proxy, { min: PROXIES.minimum, max: limits.proxiesPerSession })),
    bypass: optional(structure({ domainPatterns: optional(bypassed) })),
  });
};
