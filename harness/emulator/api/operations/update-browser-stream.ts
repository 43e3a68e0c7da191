import type { Clock } from '../../clock.ts';
import type { BrowserSessions } from '../../sessions/browser-sessions.ts';
import { originOf } from '../received-request.ts';
import { type RestOperation, restOperation } from '../rest-json.ts';
import { updateBrowserStreamRequest } from '../shapes/session-requests.ts';
import { streamsOf } from './session-view.ts';

/** Enables or disables the automation stream; disabling cuts the client that is connected. */
export function updateBrowserStream(sessions: BrowserSessions, clock: Clock): RestOperation {
  return restOperation({
    name: 'UpdateBrowserStream',
    method: 'PUT',
    path: '/browsers/{browserIdentifier}/sessions/streams/update',
    input: updateBrowserStreamRequest,
    handle({ browserIdentifier, sessionId, streamUpdate }, caller, request) {
      const { session } = sessions.getRunning(browserIdentifier, sessionId, caller);
      const updatedAt = clock.now();
      const { streamStatus = session.automationStream.status } = streamUpdate.automationStreamUpdate;
      session.setAutomationStream(streamStatus, updatedAt);
      return { browserIdentifier, sessionId, streams: streamsOf(session, originOf(request)), updatedAt };
    },
  });
}
