import type { AccessRules, Key } from './rules.ts';

/** The key that Secrets Manager has in every account, and that no other account can use. */
const DEFAULT_KEY = 'alias/aws/secretsmanager';

/** What the id of a key, as a secret names it, means. */
export type NamedKey =
  | { readonly type: 'default'; readonly arn: string; readonly accountId: string }
  | { readonly type: 'customer'; readonly arn: string; readonly accountId: string; readonly key: Key }
  | { readonly type: 'unknown'; readonly arn: string; readonly accountId: string };

/**
 * @param keyId a key's id, alias, or the ARN of either; nothing for the default key.
 * @param accountId whose key it is, unless an ARN says otherwise.
 */
export function findKey(rules: AccessRules, keyId: string | undefined, accountId: string, region: string): NamedKey {
  const named = keyId || DEFAULT_KEY;
  const [prefix, , , , owner = accountId, ...path] = named.split(':');
  const isArn = prefix === 'arn';
  const account = isArn ? owner : accountId;
  const local = (isArn ? path.join(':') : named).replace(/^key\//, '');
  const start = isArn ? named.split(':').slice(0, 4).join(':') : `arn:aws:kms:${region}`;
  const arnOf = (resource: string) => `${start}:${account}:${resource}`;
  if (local === DEFAULT_KEY) return { type: 'default', arn: arnOf(DEFAULT_KEY), accountId: account };
  const key = rules.get(account)?.keys.find(({ id, aliases }) => id === local || aliases.includes(local));
  if (key) return { type: 'customer', arn: arnOf(`key/${key.id}`), accountId: account, key };
  return { type: 'unknown', arn: arnOf(local.startsWith('alias/') ? local : `key/${local}`), accountId: account };
}
