import { section } from '../section.ts';

/** Who may use which secret. */
export const accessControl = section('Access control', [
  {
    id: 'R-ACCESS-BY-SECRET',
    level: 'documented',
    statement: 'Permission for one secret is no permission for another.',
  },
  {
    id: 'R-ACCESS-CROSS-ACCOUNT-EXPLICIT',
    level: 'documented',
    statement: 'Without an explicit resource policy, no secret of another account can be used.',
  },
]);
