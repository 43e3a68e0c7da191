import { z } from 'zod';
import { passOn } from './issues.ts';
import { oneOrMany } from './one-or-many.ts';
import type { PrincipalEntry } from './policy.ts';

const ACCOUNT = /^(?:arn:aws[a-z-]*:iam::)?(\d{12})(?::root)?$/;
const IDENTITY = /^arn:aws[a-z-]*:(?:iam::\d{12}:(?:user|role)|sts::\d{12}:assumed-role\/[^/*?]+)\/[^*?]+$/;
const SERVICE = /^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$/;

const EXPECTED =
  'Write "*", an account number, or the ARN of an account (arn:aws:iam::111122223333:root), user, role or session of a role; wildcards are not allowed inside an ARN.';

const awsPrincipal = z.string('A principal is a string.').transform((text, context): PrincipalEntry => {
  if (text === '*') return { type: 'everyone' };
  const [, accountId] = ACCOUNT.exec(text) ?? [];
  if (accountId !== undefined && /^\d+$|:root$/.test(text)) return { type: 'account', accountId };
  if (IDENTITY.test(text)) return { type: 'identity', arn: text };
  context.addIssue({ code: 'custom', message: `${JSON.stringify(text)} is no principal. ${EXPECTED}` });
  return z.NEVER;
});

const service = z
  .string('A principal is a string.')
  .regex(SERVICE, 'This is no service principal such as "secretsmanager.amazonaws.com".')
  .transform((name): PrincipalEntry => ({ type: 'service', name }));

const MEMBERS = 'A principal is "*" or an object with the members "AWS" and "Service".';

/** `Principal` or `NotPrincipal`. Federated and canonical users cannot call this emulator, so it refuses their names. */
export const principalEntries = z.unknown().transform((value, context): readonly PrincipalEntry[] => {
  if (value === '*') return [{ type: 'everyone' }];
  const read = z
    .strictObject({ AWS: oneOrMany(awsPrincipal).optional(), Service: oneOrMany(service).optional() }, MEMBERS)
    .refine(({ AWS, Service }) => AWS !== undefined || Service !== undefined, MEMBERS)
    .safeParse(value);
  return read.success ? [...(read.data.AWS ?? []), ...(read.data.Service ?? [])] : passOn(read.error, context);
});
