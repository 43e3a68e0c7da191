import type { BrowserSessions } from '../../sessions/browser-sessions.ts';
import { type RestOperation, restOperation } from '../rest-json.ts';
import { invalidFields } from '../service-error.ts';
import { listBrowserSessionsRequest } from '../shapes/session-requests.ts';
import { summaryOf } from './session-view.ts';

/** Documented default of `maxResults`. */
const DEFAULT_PAGE_SIZE = 10;

/** A page token is the id of the last session shown, so sessions that start in between shift no page. */
const SESSION_ID = /^[0-9A-HJKMNP-TV-Z]{26}$/;

/** Lists sessions, the newest first. */
export function listBrowserSessions(sessions: BrowserSessions): RestOperation {
  return restOperation({
    name: 'ListBrowserSessions',
    method: 'POST',
    path: '/browsers/{browserIdentifier}/sessions/list',
    input: listBrowserSessionsRequest,
    handle({ browserIdentifier, status, nextToken, maxResults = DEFAULT_PAGE_SIZE }) {
      const last = nextToken === undefined ? undefined : readToken(nextToken);
      const rest = sessions
        .newestFirst(browserIdentifier)
        .filter((session) => (!status || session.status === status) && (!last || session.id < last));
      const page = rest.slice(0, maxResults);
      const shown = page.at(-1);
      return {
        items: page.map(summaryOf),
        ...(shown && rest.length > page.length ? { nextToken: Buffer.from(shown.id).toString('base64url') } : {}),
      };
    },
  });
}

function readToken(token: string): string {
  const id = Buffer.from(token, 'base64url').toString();
  if (SESSION_ID.test(id)) return id;
  throw invalidFields([{ name: 'nextToken', message: 'Member must be a token that this operation returned' }]);
}
