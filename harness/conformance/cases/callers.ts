import { loadAccess } from '../../emulator/access/load-access.ts';

/** Where sessions and most secrets are. */
export const OWN_ACCOUNT = '000000000000';

/** Where a secret of somebody else is. */
export const OTHER_ACCOUNT = '999999999999';

const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const allow = (Action: string, Resource = '*') => ({ Effect: 'Allow', Action, Resource });
const allowRoot = (account: string, Action: string) => ({
  ...allow(Action),
  Principal: { AWS: `arn:aws:iam::${account}:root` },
});

const BROWSERS = allow('bedrock-agentcore:*');
const READ = 'secretsmanager:GetSecretValue';

/** What everybody but the account’s root user may do. */
const USERS = {
  /** Every secret and every key, as far as identity policies go. */
  reader: document(BROWSERS, allow(READ), allow('kms:Decrypt')),
  /** The secrets of proxies named `allowed`, and no others. */
  limited: document(BROWSERS, allow(READ, `arn:aws:secretsmanager:*:${OWN_ACCOUNT}:secret:*/allowed-??????`)),
  /** No secret at all. */
  stranger: document(BROWSERS),
};

/** Who starts a session. The root user may do everything that its account may. */
export type CallerName = 'root' | keyof typeof USERS;

/** Keys of the other account, each with what its policy says. */
const KEYS = {
  /** Its owner and our account may use it. */
  shared: document(allowRoot(OTHER_ACCOUNT, 'kms:*'), allowRoot(OWN_ACCOUNT, 'kms:Decrypt')),
  /** Only its owner may. */
  private: document(allowRoot(OTHER_ACCOUNT, 'kms:*')),
};

export type KeyName = keyof typeof KEYS;

/** The documented resource policy of a secret that another account may read. */
export const SHARED_SECRET_POLICY = JSON.stringify(document(allowRoot(OWN_ACCOUNT, READ)));

/** Who there is in every world of cases, and who may do what. */
export const ACCESS = loadAccess({
  accounts: {
    [OWN_ACCOUNT]: {
      users: Object.fromEntries(Object.entries(USERS).map(([name, policy]) => [name, { policies: [policy] }])),
    },
    [OTHER_ACCOUNT]: {
      keys: Object.fromEntries(
        Object.entries(KEYS).map(([name, policy], index) => [
          `00000000-0000-4000-8000-00000000000${index}`,
          { aliases: [keyAlias(name)], policy },
        ]),
      ),
    },
  },
});

/** How a secret names a key. */
export function keyAlias(name: string): string {
  return `alias/${name}`;
}

export function callerArn(name: CallerName): string {
  return name === 'root' ? `arn:aws:iam::${OWN_ACCOUNT}:root` : `arn:aws:iam::${OWN_ACCOUNT}:user/${name}`;
}
