import type { BrowserSessions } from '../../sessions/browser-sessions.ts';
import { PageTokens } from '../page-tokens.ts';
import { type RestOperation, restOperation } from '../rest-json.ts';
import { invalidFields } from '../service-error.ts';
import { listBrowserSessionsRequest } from '../shapes/session-requests.ts';
import { summaryOf } from './session-view.ts';

/** Documented default of `maxResults`. */
const DEFAULT_PAGE_SIZE = 10;

/** Lists the account's sessions, the newest first. */
export function listBrowserSessions(sessions: BrowserSessions): RestOperation {
  const tokens = new PageTokens();
  return restOperation({
    name: 'ListBrowserSessions',
    method: 'POST',
    path: '/browsers/{browserIdentifier}/sessions/list',
    input: listBrowserSessionsRequest,
    handle({ browserIdentifier, status, nextToken, maxResults = DEFAULT_PAGE_SIZE }, caller) {
      // The place is the last session shown, so sessions that start in between shift no page.
      const question = JSON.stringify([caller.principal.accountId, browserIdentifier, status]);
      const last = nextToken === undefined ? undefined : tokens.open(nextToken, question);
      if (nextToken !== undefined && last === undefined) throw foreignToken();
      const rest = sessions
        .newestFirst(browserIdentifier, caller)
        .filter((session) => (!status || session.status === status) && (last === undefined || session.id < last));
      const page = rest.slice(0, maxResults);
      const shown = page.at(-1);
      return {
        items: page.map(summaryOf),
        ...(shown && rest.length > page.length ? { nextToken: tokens.seal(shown.id, question) } : {}),
      };
    },
  });
}

function foreignToken(): Error {
  return invalidFields([
    { name: 'nextToken', message: 'Member must be a token that this operation returned for the same request' },
  ]);
}
