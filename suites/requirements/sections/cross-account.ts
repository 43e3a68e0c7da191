import { section } from '../section.ts';

/** Secrets of another account. */
export const crossAccount = section('Cross-account secret access', [
  {
    id: 'R-CROSS-ACCOUNT-RESOURCE-POLICY',
    level: 'documented',
    statement: 'A secret of another account can be used once its resource policy allows the caller to read it.',
  },
  {
    id: 'R-CROSS-ACCOUNT-KEY-POLICY',
    level: 'documented',
    statement:
      'Where such a secret has a customer-managed key, the key’s policy must allow the caller to decrypt as well.',
  },
]);
