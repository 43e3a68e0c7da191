import { type BrowserSessions, DEFAULT_SESSION_TIMEOUT_SECONDS } from '../../sessions/browser-sessions.ts';
import { originOf } from '../received-request.ts';
import { type RestOperation, restOperation } from '../rest-json.ts';
import { getBrowserSessionRequest } from '../shapes/session-requests.ts';
import { streamsOf, summaryOf } from './session-view.ts';

/**
 * Shows a session in the shape of its start request: proxy credentials as secret ARNs only. An ended session has
 * discarded its configuration (documented for proxies) and its streams; what the real service shows is UNCONFIRMED.
 */
export function getBrowserSession(sessions: BrowserSessions): RestOperation {
  return restOperation({
    name: 'GetBrowserSession',
    method: 'GET',
    path: '/browsers/{browserIdentifier}/sessions/get',
    input: getBrowserSessionRequest,
    handle({ browserIdentifier, sessionId }, caller, request) {
      const session = sessions.get(browserIdentifier, sessionId, caller);
      if (!session.running) return summaryOf(session);
      const { clientToken: _token, traceId: _trace, traceParent: _parent, ...settings } = session.running.request;
      return {
        sessionTimeoutSeconds: DEFAULT_SESSION_TIMEOUT_SECONDS,
        ...settings,
        ...summaryOf(session),
        streams: streamsOf(session, originOf(request)),
      };
    },
  });
}
