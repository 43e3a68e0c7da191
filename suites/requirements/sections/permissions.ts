import { section } from '../section.ts';

/** The identity policy. */
export const permissions = section('Step 2: Add IAM permissions', [
  {
    id: 'R-IDENTITY-POLICY-SUFFICES',
    level: 'documented',
    statement: 'Within one account, an identity policy that allows reading the secret is enough.',
  },
]);
