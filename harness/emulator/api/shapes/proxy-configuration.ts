import {
  DOMAIN_PATTERN,
  DOMAIN_PATTERNS,
  HOST_NAME,
  PORT,
  PROXIES,
  SECRET_ARN,
} from '../../../configuration/limits.ts';
import { integer, list, optional, required, string, structure, union } from '../shape.ts';

const domainPatterns = list(string({ min: 1, max: DOMAIN_PATTERN.maximumLength, pattern: DOMAIN_PATTERN.expression }), {
  min: DOMAIN_PATTERNS.minimum,
  max: DOMAIN_PATTERNS.maximum,
});

export const secretArn = string({ pattern: SECRET_ARN.expression });

const externalProxy = structure({
  server: required(string({ min: 1, max: HOST_NAME.maximumLength, pattern: HOST_NAME.expression })),
  port: required(integer({ min: PORT.minimum, max: PORT.maximum })),
  domainPatterns: optional(domainPatterns),
  credentials: optional(union({ basicAuth: structure({ secretArn: required(secretArn) }) })),
});

/** Shape `ProxyConfiguration`. */
export const proxyConfiguration = structure({
  proxies: required(list(union({ externalProxy }), { min: PROXIES.minimum, max: PROXIES.maximum })),
  bypass: optional(structure({ domainPatterns: optional(domainPatterns) })),
});
