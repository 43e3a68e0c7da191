import { section } from '../section.ts';

/** Which rule decides. */
export const precedence = section('Routing precedence', [
  {
    id: 'R-BYPASS-DIRECT',
    level: 'documented',
    statement: 'A domain that a bypass pattern claims connects directly, whatever the proxies claim.',
  },
  {
    id: 'R-PATTERN-FIRST-MATCH',
    level: 'documented',
    statement: 'Of several proxies that claim a domain, the first in array order gets it.',
  },
  {
    id: 'R-PATTERN-ROUTES',
    level: 'documented',
    statement: 'A domain that a proxy’s pattern claims goes through that proxy.',
  },
  {
    id: 'R-PATTERN-OVER-DEFAULT',
    level: 'documented',
    statement: 'A pattern comes before the default proxy, wherever in the array that stands.',
  },
  {
    id: 'R-DEFAULT-ROUTES',
    level: 'documented',
    statement: 'A domain that no pattern claims goes through the proxy without patterns.',
  },
  {
    id: 'R-DEFAULT-SEVERAL',
    level: 'undocumented',
    statement: 'Of several proxies without patterns, the first in array order is the default.',
  },
  {
    id: 'R-UNMATCHED-NO-DEFAULT',
    level: 'undocumented',
    statement: 'Without a default proxy, a domain that no pattern claims connects directly.',
  },
]);
