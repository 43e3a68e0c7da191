import { section } from '../section.ts';

/** Advice. */
export const performance = section('Performance considerations', [
  {
    id: 'R-PERFORMANCE-CAPACITY',
    level: 'documented',
    statement: 'The proxy can handle the volume of requests.',
    untestable: 'Advice on the user’s own proxy; how many connections a browser makes is measured, not judged.',
  },
  {
    id: 'R-PERFORMANCE-BYPASS',
    level: 'documented',
    statement: 'Calls that cannot bear a detour are bypassed.',
    untestable: 'Advice. That bypassed domains take no detour is tested as bypass.',
  },
  {
    id: 'R-PERFORMANCE-PROXIMITY',
    level: 'documented',
    statement: 'Proxies stand close to the session’s region.',
    untestable: 'Advice on the place of the user’s own proxy.',
  },
]);
