import type { BrowserSessions } from '../../sessions/browser-sessions.ts';
import { type RestOperation, restOperation } from '../rest-json.ts';
import { stopBrowserSessionRequest } from '../shapes/session-requests.ts';

/**
 * Stops a session and answers when its browser is gone. The operation is idempotent in the service model, so stopping
 * an ended session succeeds again and changes nothing; what the real service answers then is UNCONFIRMED.
 */
export function stopBrowserSession(sessions: BrowserSessions): RestOperation {
  return restOperation({
    name: 'StopBrowserSession',
    method: 'PUT',
    path: '/browsers/{browserIdentifier}/sessions/stop',
    input: stopBrowserSessionRequest,
    async handle({ browserIdentifier, sessionId }, caller) {
      const session = sessions.get(browserIdentifier, sessionId, caller);
      await sessions.stop(session);
      return { browserIdentifier, sessionId, lastUpdatedAt: session.lastUpdatedAt };
    },
  });
}
