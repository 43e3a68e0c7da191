import type { Clock } from '../clock.ts';
import type { Service } from './service.ts';
import { ServiceError } from './service-error.ts';

const SECOND_MILLISECONDS = 1000;

/**
 * Refuses what comes beyond so many requests of one account in any one second with ThrottlingException, before
 * anything else is known of it. What is refused does not count.
 */
export function throttled(service: Service, requestsPerSecond: number, clock: Clock): Service {
  if (requestsPerSecond === Number.POSITIVE_INFINITY) return service;
  /** When requests were admitted, by account. */
  const admitted = new Map<string, readonly number[]>();
  return {
    ...service,
    find(request, caller) {
      const now = clock.now().getTime();
      const { accountId } = caller.principal;
      const recent = (admitted.get(accountId) ?? []).filter((at) => now - at < SECOND_MILLISECONDS);
      if (recent.length >= requestsPerSecond) throw new ServiceError('ThrottlingException', 'Rate exceeded');
      admitted.set(accountId, [...recent, now]);
      return service.find(request, caller);
    },
  };
}
