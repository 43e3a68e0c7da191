import { section } from '../section.ts';

/** What no document says, but the user of `verify`. */
export const userExpectations = section('Your own expectations', [
  {
    id: 'U-EXPECTATION',
    level: 'documented',
    statement: 'Every URL takes the route that you expect of it.',
    untestable: 'It is whatever the user of `verify` writes into a file of expectations.',
  },
]);
