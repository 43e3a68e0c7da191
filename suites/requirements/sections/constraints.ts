import { section } from '../section.ts';

/** Limits, and who can lift them. */
export const constraints = section('Constraints', [
  {
    id: 'R-LIMIT-PROXIES',
    level: 'documented',
    statement: 'A session has at most 5 proxies.',
  },
  {
    id: 'R-LIMIT-PATTERNS',
    level: 'documented',
    statement: 'A proxy has at most 100 patterns.',
  },
  {
    id: 'R-LIMIT-BYPASS-PATTERNS',
    level: 'documented',
    statement: 'There are at most 100 bypass patterns.',
  },
  {
    id: 'R-LIMIT-SERVER-LENGTH',
    level: 'documented',
    statement: 'A proxy’s server name has at most 253 characters.',
  },
  {
    id: 'R-LIMIT-PATTERN-LENGTH',
    level: 'documented',
    statement: 'A pattern has at most 253 characters.',
  },
  {
    id: 'R-LIMIT-PORT',
    level: 'documented',
    statement: 'A port is a number from 1 to 65535.',
  },
  {
    id: 'R-LIMIT-ADJUSTABLE',
    level: 'documented',
    statement: 'AWS raises the numbers of proxies and patterns on request, the other limits not.',
    untestable: 'An agreement with AWS about one account; no session can tell.',
  },
]);
