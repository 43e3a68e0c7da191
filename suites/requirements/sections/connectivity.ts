import { section } from '../section.ts';

/** Proxies that fail. */
export const connectivity = section('Connectivity behavior', [
  {
    id: 'R-FAIL-OPEN-START',
    level: 'documented',
    statement: 'A session starts whether or not its proxies can be reached: nothing checks them when it is created.',
  },
  {
    id: 'R-FAIL-OPEN-ERROR-PAGE',
    level: 'documented',
    statement: 'A page whose proxy fails shows the browser’s error page; the request takes no other route.',
  },
  {
    id: 'R-FAIL-OPEN-LIVE-VIEW',
    level: 'documented',
    statement: 'The browser’s error page can be seen in Live View.',
  },
  {
    id: 'R-NO-RETRY',
    level: 'documented',
    statement: 'A failed request is not made again by the service.',
  },
  {
    id: 'R-FAIL-OPEN-START-TIME',
    level: 'undocumented',
    statement: 'A session starts no later for proxies that cannot be reached.',
  },
  {
    id: 'R-FAILURE-CONTAINED',
    level: 'undocumented',
    statement: 'Routes other than that of a failing proxy are not affected by it.',
  },
  {
    id: 'R-FAILURE-ENDS',
    level: 'undocumented',
    statement: 'A proxy that works again is used again, in the same session.',
  },
  {
    id: 'R-FAILURE-SLOW-PROXY',
    level: 'undocumented',
    statement: 'A slow proxy is waited for; the request takes no other route meanwhile.',
  },
]);
