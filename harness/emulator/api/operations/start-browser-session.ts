import type { BrowserSessions } from '../../sessions/browser-sessions.ts';
import { originOf } from '../received-request.ts';
import { type RestOperation, restOperation } from '../rest-json.ts';
import type { ProxyLimits } from '../shapes/proxy-configuration.ts';
import { startBrowserSessionRequest } from '../shapes/session-requests.ts';
import { streamsOf } from './session-view.ts';

/** Starts a session. Its answer holds no configuration; GetBrowserSession's does. */
export function startBrowserSession(sessions: BrowserSessions, limits: ProxyLimits): RestOperation {
  return restOperation({
    name: 'StartBrowserSession',
    method: 'PUT',
    path: '/browsers/{browserIdentifier}/sessions/start',
    input: startBrowserSessionRequest(limits),
    async handle(input, caller, request) {
      const session = await sessions.start(input, caller);
      const { browserIdentifier, id: sessionId, createdAt } = session;
      return { browserIdentifier, sessionId, createdAt, streams: streamsOf(session, originOf(request)) };
    },
  });
}
