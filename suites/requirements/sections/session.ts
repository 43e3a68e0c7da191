import { section } from '../section.ts';

/** Starting a session. */
export const session = section('Step 3: Create a browser session with proxy', [
  {
    id: 'R-START-ANSWERS-SESSION',
    level: 'documented',
    statement: 'StartBrowserSession answers with the id of the session that it has started.',
  },
  {
    id: 'R-CREDENTIALS-OPTIONAL',
    level: 'documented',
    statement: 'A proxy without `credentials` is used without authentication.',
  },
  {
    id: 'R-START-ANY-CLIENT',
    level: 'documented',
    statement: 'A session with proxies can be started by the CLI, an SDK or the bare API alike.',
    untestable: 'Clients are no part of the service: all of them put the same request on the wire.',
  },
]);
