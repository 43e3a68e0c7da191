import type { BrowserSessions } from '../sessions/browser-sessions.ts';
import { getBrowserSession } from './operations/get-browser-session.ts';
import { listBrowserSessions } from './operations/list-browser-sessions.ts';
import { startBrowserSession } from './operations/start-browser-session.ts';
import { stopBrowserSession } from './operations/stop-browser-session.ts';
import { restJsonService } from './rest-json.ts';
import type { Service } from './service.ts';

/** Amazon Bedrock AgentCore, the browser's part of it. One row per operation. */
export function browserService(sessions: BrowserSessions): Service {
  return restJsonService('bedrock-agentcore', [
    startBrowserSession(sessions),
    getBrowserSession(sessions),
    listBrowserSessions(sessions),
    stopBrowserSession(sessions),
  ]);
}
