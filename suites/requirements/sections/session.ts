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
  {
    id: 'R-WITHOUT-CONFIGURATION',
    level: 'undocumented',
    statement: 'A session without a proxy configuration connects directly to every host.',
  },
  {
    id: 'R-WITHOUT-CONFIGURATION-NO-FLAG',
    level: 'undocumented',
    statement: 'Without a proxy configuration the browser is started without Chromium’s --proxy-server flag.',
    untestable:
      'The emulator’s browsers are up, with the flag, before it knows of any configuration. The flag’s effect is tested: such a session connects directly.',
  },
  {
    id: 'R-START-TIME',
    level: 'undocumented',
    statement: 'A session with proxies takes as long to start as one without.',
    untestable:
      'The emulator’s browsers are warm, so its times say nothing of the service’s: there, 6.5 to 8 s were seen with a proxy and about 2 s without.',
  },
]);
