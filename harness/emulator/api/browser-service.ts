import type { Clock } from '../clock.ts';
import type { ProfileStore } from '../profiles/profile-store.ts';
import type { BrowserSessions } from '../sessions/browser-sessions.ts';
import { getBrowserSession } from './operations/get-browser-session.ts';
import { invokeBrowser } from './operations/invoke-browser.ts';
import { listBrowserSessions } from './operations/list-browser-sessions.ts';
import { saveBrowserSessionProfile } from './operations/save-browser-session-profile.ts';
import { startBrowserSession } from './operations/start-browser-session.ts';
import { stopBrowserSession } from './operations/stop-browser-session.ts';
import { updateBrowserStream } from './operations/update-browser-stream.ts';
import type { Quotas } from './quotas.ts';
import { restJsonService } from './rest-json.ts';
import type { Service } from './service.ts';
import { throttled } from './throttle.ts';

export interface BrowserServiceOptions {
  readonly sessions: BrowserSessions;
  readonly profiles: ProfileStore;
  readonly quotas: Quotas;
  readonly clock: Clock;
}

/** Amazon Bedrock AgentCore, the browser's part of it. One row per operation. */
export function browserService({ sessions, profiles, quotas, clock }: BrowserServiceOptions): Service {
  const service = restJsonService('bedrock-agentcore', [
    startBrowserSession(sessions, quotas),
    getBrowserSession(sessions),
    listBrowserSessions(sessions),
    stopBrowserSession(sessions),
    updateBrowserStream(sessions, clock),
    invokeBrowser(sessions),
    saveBrowserSessionProfile(sessions, profiles, clock),
  ]);
  return throttled(service, quotas.requestsPerSecond, clock);
}
