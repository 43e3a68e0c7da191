import { DEFAULT_PROXY_LIMITS, type ProxyLimits } from './shapes/proxy-configuration.ts';

/** What an account may use. The proxy limits are the service's own; more than it allows is a ValidationException. */
export interface Quotas extends ProxyLimits {
  /** Sessions that may be starting or running at once; one more is a ServiceQuotaExceededException. */
  readonly concurrentSessions: number;
  /** Requests to the browser's API; one more is a ThrottlingException. */
  readonly requestsPerSecond: number;
}

/** The document's limits; sessions and requests as many as the machine bears. */
const DEFAULT_QUOTAS: Quotas = {
  ...DEFAULT_PROXY_LIMITS,
  concurrentSessions: Number.POSITIVE_INFINITY,
  requestsPerSecond: Number.POSITIVE_INFINITY,
};

/** Every quota there is. */
export const QUOTA_NAMES: readonly string[] = Object.keys(DEFAULT_QUOTAS);

/** A quota is no positive whole number. */
export class InvalidQuotaError extends Error {
  readonly code = 'ERR_INVALID_QUOTA';

  constructor(name: string) {
    super(`The quota ${name} has to be a whole number of at least 1.`);
    this.name = 'InvalidQuotaError';
  }
}

/** @throws {InvalidQuotaError} */
export function quotasOf(changed: Partial<Quotas>): Quotas {
  for (const [name, value] of Object.entries(changed)) {
    if (!(value >= 1 && (Number.isInteger(value) || value === Number.POSITIVE_INFINITY))) {
      throw new InvalidQuotaError(name);
    }
  }
  return { ...DEFAULT_QUOTAS, ...changed };
}
