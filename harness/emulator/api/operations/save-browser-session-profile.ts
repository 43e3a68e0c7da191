import type { Clock } from '../../clock.ts';
import type { ProfileStore } from '../../profiles/profile-store.ts';
import { ControlError } from '../../session-browser.ts';
import type { BrowserSessions } from '../../sessions/browser-sessions.ts';
import { type RestOperation, restOperation } from '../rest-json.ts';
import { ServiceError } from '../service-error.ts';
import { saveBrowserSessionProfileRequest } from '../shapes/session-requests.ts';

/** Keeps cookies and local storage of a running session, in place of what the profile held before. */
export function saveBrowserSessionProfile(
  sessions: BrowserSessions,
  profiles: ProfileStore,
  clock: Clock,
): RestOperation {
  return restOperation({
    name: 'SaveBrowserSessionProfile',
    method: 'PUT',
    path: '/browser-profiles/{profileIdentifier}/save',
    input: saveBrowserSessionProfileRequest,
    async handle({ profileIdentifier, browserIdentifier, sessionId }, caller) {
      profiles.require(profileIdentifier);
      const { browser } = sessions.getRunning(browserIdentifier, sessionId, caller);
      const profile = await browser.control.readProfile().catch((error: unknown) => {
        if (!(error instanceof ControlError)) throw error;
        throw new ServiceError('InternalServerException', `The profile could not be read: ${error.message}`);
      });
      await profiles.save(profileIdentifier, profile, caller);
      return { profileIdentifier, browserIdentifier, sessionId, lastUpdatedAt: clock.now() };
    },
  });
}
