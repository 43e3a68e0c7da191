import { section } from '../section.ts';

/** Direct connections. */
export const bypass = section('Bypass domains', [
  {
    id: 'R-BYPASS-PATTERN-FORMAT',
    level: 'documented',
    statement: 'Bypass patterns claim the same domains as a proxy’s pattern of the same text.',
  },
  {
    id: 'R-BYPASS-NO-PROXY',
    level: 'documented',
    statement: 'No proxy is so much as asked for a domain that is bypassed.',
  },
  {
    id: 'R-BYPASS-NAMES-ONLY',
    level: 'undocumented',
    statement: 'A bypass pattern claims names only: an IP address is not bypassed for its reverse DNS name.',
  },
]);
