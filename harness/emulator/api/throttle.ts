import type { Clock } from '../clock.ts';
import type { Service } from './service.ts';
import { ServiceError } from './service-error.ts';

const SECOND_MILLISECONDS = 1000;

/**
 * Refuses what comes beyond so many requests in any one second with ThrottlingException, before anything else is
 * known of it. What is refused does not count.
 */
export function throttled(service: Service, requestsPerSecond: number, clock: Clock): Service {
  if (requestsPerSecond === Number.POSITIVE_INFINITY) return service;
  let admitted: readonly number[] = [];
  return {
    ...service,
    find(request, caller) {
      const now = clock.now().getTime();
      admitted = admitted.filter((at) => now - at < SECOND_MILLISECONDS);
      if (admitted.length >= requestsPerSecond) throw new ServiceError('ThrottlingException', 'Rate exceeded');
      admitted = [...admitted, now];
      return service.find(request, caller);
    },
  };
}
