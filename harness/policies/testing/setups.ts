import type { Setup } from '../setup.ts';

export const OWN = '111122223333';
export const OTHER = '444455556666';
export const KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab';

/** Two proxies with credentials, in one account under the default key. */
export const sameAccount: Setup = {
  region: 'us-east-1',
  accountId: OWN,
  caller: { kind: 'role', name: 'crawler' },
  browserIdentifier: 'aws.browser.v1',
  proxies: [
    { server: 'corp.example.com', port: 8080, domainPatterns: ['.company.com'], secretName: 'proxies/corp.a' },
    { server: 'general.example.com', port: 3128, domainPatterns: [], secretName: 'proxies/general' },
  ],
  bypassPatterns: ['.amazonaws.com'],
  secretsAccountId: OWN,
};

/** The same with a key of one's own. */
export const ownKey: Setup = { ...sameAccount, kmsKeyArn: `arn:aws:kms:us-east-1:${OWN}:key/${KEY_ID}` };

/** The same with the secrets, and the key, in another account. */
export const crossAccount: Setup = {
  ...sameAccount,
  secretsAccountId: OTHER,
  kmsKeyArn: `arn:aws:kms:us-east-1:${OTHER}:key/${KEY_ID}`,
};

/** Whoever the account allows it, with a browser of the account's own. */
export const wholeAccount: Setup = {
  region: crossAccount.region,
  accountId: crossAccount.accountId,
  browserIdentifier: 'crawler_browser-a1B2c3D4e5',
  proxies: crossAccount.proxies,
  bypassPatterns: crossAccount.bypassPatterns,
  secretsAccountId: crossAccount.secretsAccountId,
  ...(crossAccount.kmsKeyArn === undefined ? {} : { kmsKeyArn: crossAccount.kmsKeyArn }),
};
