import type { Clock } from '../clock.ts';
import type { Service } from './service.ts';
import { ServiceError } from './service-error.ts';

/** Which calls are throttled. */
export type ThrottleRule =
  /** Every n-th call, so that a client which tries again gets through. */
  | { readonly every: number }
  /** Calls beyond so many in any one second of the emulator's clock. */
  | { readonly perSecond: number };

/** Decides on one call after the other. */
type Throttle = () => boolean;

/** Refuses the calls that a rule throttles with ThrottlingException, before anything else is known of them. */
export function throttled(service: Service, rule: ThrottleRule, clock: Clock): Service {
  const isThrottled = 'every' in rule ? everyNth(rule.every) : beyondRate(rule.perSecond, clock);
  return {
    ...service,
    find(request, caller) {
      if (isThrottled()) throw new ServiceError('ThrottlingException', 'Rate exceeded');
      return service.find(request, caller);
    },
  };
}

function everyNth(every: number): Throttle {
  let calls = 0;
  return () => {
    calls += 1;
    return calls % every === 0;
  };
}

/** A throttled call does not count towards the rate. */
function beyondRate(perSecond: number, clock: Clock): Throttle {
  let admitted: readonly number[] = [];
  return () => {
    const now = clock.now().getTime();
    admitted = admitted.filter((at) => now - at < 1000);
    if (admitted.length >= perSecond) return true;
    admitted = [...admitted, now];
    return false;
  };
}
