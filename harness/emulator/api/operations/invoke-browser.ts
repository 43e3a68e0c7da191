import { ControlError } from '../../session-browser.ts';
import type { BrowserSessions } from '../../sessions/browser-sessions.ts';
import { type RestOperation, restOperation } from '../rest-json.ts';
import { invokeBrowserRequest, SESSION_ID_HEADER } from '../shapes/session-requests.ts';

/**
 * Acts on the page with mouse and keyboard, or takes a picture of it. An action that the browser does not carry out is
 * a FAILED result, not an error. The automation stream need not be enabled.
 */
export function invokeBrowser(sessions: BrowserSessions): RestOperation {
  return restOperation({
    name: 'InvokeBrowser',
    method: 'POST',
    path: '/browsers/{browserIdentifier}/sessions/invoke',
    input: invokeBrowserRequest,
    answerHeaders: { sessionId: SESSION_ID_HEADER },
    async handle({ browserIdentifier, sessionId, action }, caller) {
      const { browser } = sessions.getRunning(browserIdentifier, sessionId, caller);
      const result = await browser.control.perform(action).then(
        (done) => ({ status: 'SUCCESS', ...done }),
        (error: unknown) => {
          if (error instanceof ControlError) return { status: 'FAILED', error: error.message };
          throw error;
        },
      );
      return { sessionId, result: Object.fromEntries(Object.keys(action).map((name) => [name, result])) };
    },
  });
}
