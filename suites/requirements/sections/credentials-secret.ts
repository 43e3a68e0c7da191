import { section } from '../section.ts';

/** The format of credentials. */
export const credentialsSecret = section('Step 1: Create a credentials secret', [
  {
    id: 'R-SECRET-USERNAME-CHARACTERS',
    level: 'documented',
    statement: 'A user name holds letters, digits and @ . _ + = - only.',
  },
  {
    id: 'R-SECRET-PASSWORD-CHARACTERS',
    level: 'documented',
    statement: 'A password holds letters, digits and @ . _ + = - ! # $ % & * only.',
  },
  {
    id: 'R-SECRET-FORBIDDEN-CHARACTERS',
    level: 'documented',
    statement: 'Colons, line breaks, spaces and quotation marks are allowed in neither.',
  },
  {
    id: 'R-SECRET-LENGTH',
    level: 'undocumented',
    statement: 'User name and password have at most 256 characters each.',
  },
]);
