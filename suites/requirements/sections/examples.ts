import { section } from '../section.ts';

/** Everything in one configuration. */
export const examples = section('Complete examples', [
  {
    id: 'R-EXAMPLE-WORKS',
    level: 'documented',
    statement: 'A configuration with patterns, credentials and bypass together does what each of them says.',
  },
]);
