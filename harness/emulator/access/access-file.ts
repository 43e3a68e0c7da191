import { z } from 'zod';
import { newCredentials, newSessionCredentials } from './new-credentials.ts';
import { passOn } from './policy/issues.ts';
import { policy } from './policy/read-policy.ts';
import type { AccessRules, Account, Identity, Key, SecretSettings } from './rules.ts';

const object = (message: string) => ({
  error: (issue: { readonly code?: string | undefined }) => (issue.code === 'invalid_type' ? message : undefined),
});
const text = z.string('It is not a string.').min(1, 'It is empty.');
const tags = z.record(z.string(), z.string('The value of a tag is a string.'), 'Tags are an object.');

const accessKey = z.strictObject(
  {
    accessKeyId: text.regex(/^\w{8,128}$/, 'An access key id is 8 to 128 letters, digits and underscores.'),
    secretAccessKey: text,
    sessionToken: z.exactOptional(text),
  },
  object('An access key is an object.'),
);
const identity = {
  policies: z.array(policy('identity'), 'The policies are a list.').default([]),
  accessKeys: z.array(accessKey, 'The access keys are a list.').optional(),
  tags: tags.default({}),
};
const user = z.strictObject(identity, object('A user is an object.'));
const role = z.strictObject(
  { ...identity, sessionName: text.regex(/^[\w+=,.@-]{2,64}$/, 'This is no name of a session.').default('session') },
  object('A role is an object.'),
);

/** Keeps the text: GetResourcePolicy returns it. */
const resourcePolicy = z.unknown().transform((value, context): string => {
  const read = policy('resource').safeParse(value);
  return read.success ? JSON.stringify(value) : passOn(read.error, context);
});
const secret = z.strictObject(
  { kmsKeyId: z.exactOptional(text), resourcePolicy: z.exactOptional(resourcePolicy) },
  object('A secret is an object.'),
);
const key = z.strictObject(
  {
    aliases: z
      .array(text.regex(/^alias\/(?!aws\/)[\w/-]+$/, 'An alias begins with "alias/", and not with "alias/aws/".'))
      .default([]),
    policy: policy('resource'),
  },
  object('A key is an object.'),
);

const named = <Value>(value: z.ZodType<Value>, name: RegExp, problem: string) =>
  z.record(z.string().regex(name), value, {
    error: ({ code }) => (code === 'invalid_key' ? problem : 'It is not an object.'),
  });

const account = z.strictObject(
  {
    organizationId: z.exactOptional(text.regex(/^o-[a-z0-9]{10,32}$/, 'This is no id of an organization.')),
    users: named(
      user,
      /^[\w+=,.@-]{1,64}$/,
      'The name of a user has up to 64 letters, digits and signs of _+=,.@-.',
    ).default({}),
    roles: named(
      role,
      /^[\w+=,.@-]{1,64}$/,
      'The name of a role has up to 64 letters, digits and signs of _+=,.@-.',
    ).default({}),
    keys: named(key, /^[\w-]{1,256}$/, 'The id of a key has letters, digits and hyphens.').default({}),
    secrets: named(
      secret,
      /^[\w/+=.@-]{1,512}$/,
      'The name of a secret has up to 512 letters, digits and signs of _/+=.@-.',
    ).default({}),
  },
  object('An account is an object.'),
);

/** The whole file. What it has to look like says `loadAccess`. */
export const accountsFile = z
  .strictObject(
    { accounts: named(account, /^\d{12}$/, 'An account is named by its twelve digits.') },
    object('The file holds an object with "accounts".'),
  )
  .superRefine(({ accounts }, context) => {
    const seen = new Set<string>();
    for (const [accountId, { users, roles }] of Object.entries(accounts)) {
      for (const [kind, people] of Object.entries({ users, roles })) {
        for (const [name, { accessKeys = [] }] of Object.entries(people)) {
          for (const [index, { accessKeyId }] of accessKeys.entries()) {
            const path = ['accounts', accountId, kind, name, 'accessKeys', index, 'accessKeyId'];
            if (seen.has(accessKeyId))
              context.addIssue({ code: 'custom', path, message: 'Another access key has this id.' });
            seen.add(accessKeyId);
          }
        }
      }
    }
  })
  .transform(
    ({ accounts }): AccessRules => new Map(Object.entries(accounts).map(([id, read]) => [id, toAccount(id, read)])),
  );

function toAccount(
  accountId: string,
  { organizationId, users, roles, keys, secrets }: z.infer<typeof account>,
): Account {
  return {
    ...(organizationId === undefined ? {} : { organizationId }),
    identities: [
      ...Object.entries(users).map(([name, read]) => userIdentity(accountId, name, read)),
      ...Object.entries(roles).map(([name, read]) => roleIdentity(accountId, name, read)),
    ],
    keys: Object.entries(keys).map(([id, read]): Key => ({ id, ...read })),
    secrets: new Map<string, SecretSettings>(Object.entries(secrets)),
  };
}

function userIdentity(accountId: string, name: string, read: z.infer<typeof user>): Identity {
  const { accessKeys = [newCredentials()], ...rest } = read;
  const arn = `arn:aws:iam::${accountId}:user/${name}`;
  return { principal: { arn, identityArn: arn, accountId }, credentials: accessKeys, ...rest };
}

function roleIdentity(accountId: string, name: string, read: z.infer<typeof role>): Identity {
  const { accessKeys = [newSessionCredentials()], sessionName, ...rest } = read;
  const arn = `arn:aws:sts::${accountId}:assumed-role/${name}/${sessionName}`;
  return {
    principal: { arn, identityArn: `arn:aws:iam::${accountId}:role/${name}`, accountId },
    credentials: accessKeys,
    ...rest,
  };
}
