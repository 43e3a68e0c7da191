import { section } from '../section.ts';

/** The formats of patterns. */
export const domainRouting = section('Domain-based routing', [
  {
    id: 'R-PATTERN-DOT-APEX',
    level: 'documented',
    statement: 'A pattern with a leading dot claims the domain itself.',
  },
  {
    id: 'R-PATTERN-DOT-SUBDOMAINS',
    level: 'documented',
    statement: 'A pattern with a leading dot claims every subdomain, at any depth.',
  },
  {
    id: 'R-PATTERN-DOT-WHOLE-LABELS',
    level: 'documented',
    statement: 'A pattern with a leading dot claims no domain that merely ends in the same letters.',
  },
  {
    id: 'R-PATTERN-EXACT',
    level: 'documented',
    statement: 'A pattern without a leading dot claims exactly that domain, and no subdomain of it.',
  },
  {
    id: 'R-PATTERN-NO-WILDCARD',
    level: 'documented',
    statement: 'A pattern with an asterisk is no pattern.',
  },
  {
    id: 'R-PATTERN-SEVERAL',
    level: 'documented',
    statement: 'A proxy gets what any one of its patterns claims.',
  },
  {
    id: 'R-PATTERN-HOST-CASE',
    level: 'undocumented',
    statement: 'Upper and lower case in a host make no difference.',
  },
  {
    id: 'R-PATTERN-CASE',
    level: 'undocumented',
    statement: 'Upper and lower case in a pattern make no difference.',
  },
  {
    id: 'R-PATTERN-TRAILING-DOT',
    level: 'undocumented',
    statement: 'A trailing dot of a host makes no difference.',
  },
  {
    id: 'R-PATTERN-IDN',
    level: 'undocumented',
    statement: 'A domain with letters outside ASCII is claimed by the pattern of its ASCII form.',
  },
  {
    id: 'R-PATTERN-IP-LITERAL',
    level: 'undocumented',
    statement: 'An IPv4 address as a pattern claims that address and nothing else.',
  },
  {
    id: 'R-PATTERN-ANY-PORT',
    level: 'undocumented',
    statement: 'A pattern claims a host on every port.',
  },
]);
