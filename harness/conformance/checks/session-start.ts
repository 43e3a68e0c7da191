import type { ProxySighting } from '../../evidence/sightings.ts';
import type { CheckResult } from '../verification.ts';
import { checkResult } from './check.ts';

/**
 * "Proxy connectivity is not validated at session creation": every proxy refused connections while the session
 * started, and it started all the same.
 *
 * @param atStart what the proxies saw until StartBrowserSession had answered.
 */
export function checkSessionStart(sessionId: string, atStart: readonly ProxySighting[]): CheckResult {
  const attempts =
    atStart.length === 0
      ? 'no proxy was even contacted before it had started'
      : `${atStart.length} connection${atStart.length === 1 ? '' : 's'} to a proxy did not change that`;
  return checkResult({
    id: 'fail-open/session-starts',
    requirement: 'R-FAIL-OPEN-START',
    stimulus: 'A session starts while every one of its proxies refuses connections.',
    obligation: 'The session starts: proxy connectivity is not validated at its creation.',
    seen: `Session ${sessionId} started; ${attempts}.`,
    deviations: [],
    sightings: atStart,
  });
}
