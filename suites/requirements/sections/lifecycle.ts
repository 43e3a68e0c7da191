import { section } from '../section.ts';

/** From a session’s start to its end. */
export const lifecycle = section('Configuration lifecycle', [
  {
    id: 'R-LIFECYCLE-SET-ONCE',
    level: 'documented',
    statement: 'A session keeps the configuration that it was created with for as long as it runs.',
  },
  {
    id: 'R-LIFECYCLE-NO-CHANGE',
    level: 'documented',
    statement: 'No call changes the proxy configuration of a running session.',
  },
  {
    id: 'R-LIFECYCLE-NEW-SESSION',
    level: 'documented',
    statement: 'A new session can have other settings.',
  },
  {
    id: 'R-LIFECYCLE-SESSION-SCOPED',
    level: 'documented',
    statement: 'Each session has a configuration of its own, which no other session sees.',
  },
  {
    id: 'R-LIFECYCLE-TIMEOUT',
    level: 'documented',
    statement: 'A session with proxies ends by the same timeouts as any other.',
  },
  {
    id: 'R-LIFECYCLE-DISCARDED',
    level: 'documented',
    statement: 'A session’s configuration is discarded when it ends.',
  },
]);
