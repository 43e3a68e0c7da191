import { z } from 'zod';
import { isConditionKey } from './condition-keys.ts';
import { passOn } from './issues.ts';
import { oneOrMany } from './one-or-many.ts';
import { parseVariable, VARIABLE } from './pattern.ts';
import type { Policy, Statement } from './policy.ts';
import { conditions } from './read-conditions.ts';
import { principalEntries } from './read-principals.ts';

/** Where a policy is attached: to an identity, or to the resource that it protects. */
export type PolicyKind = 'identity' | 'resource';

const action = z
  .string('An action is a string.')
  .regex(/^(?:\*|[a-z0-9-]+:[a-zA-Z0-9*?]+)$/, 'This is no action such as "secretsmanager:GetSecretValue" or "*".');
const resource = z
  .string('A resource is a string.')
  .regex(/^(?:\*|arn:[^:]*:[^:]*:.*)$/, 'This is no ARN, with or without wildcards, and not "*".');

const members = {
  Sid: z.string('It is a string.').optional(),
  Effect: z.enum(['Allow', 'Deny'], 'The effect is "Allow" or "Deny".'),
  Principal: principalEntries.optional(),
  NotPrincipal: principalEntries.optional(),
  Action: oneOrMany(action).optional(),
  NotAction: oneOrMany(action).optional(),
  Resource: oneOrMany(resource).optional(),
  NotResource: oneOrMany(resource).optional(),
  Condition: conditions.optional(),
};

type Members = z.infer<z.ZodObject<typeof members>>;

/** What every statement has to say, one way or the other. */
const PAIRS = [
  ['Action', 'NotAction'],
  ['Resource', 'NotResource'],
] as const;

function statement(kind: PolicyKind, hasVariables: boolean) {
  return z
    .strictObject(members, 'A statement is an object.')
    .superRefine((read, context) => {
      const report = (message: string, ...path: string[]) => context.addIssue({ code: 'custom', path, message });
      for (const [one, other] of kind === 'identity' ? PAIRS : [...PAIRS, ['Principal', 'NotPrincipal'] as const]) {
        if ((read[one] === undefined) === (read[other] === undefined)) {
          report(`A statement has either "${one}" or "${other}".`);
        }
      }
      for (const name of ['Principal', 'NotPrincipal'] as const) {
        if (kind === 'identity' && read[name])
          report('The policy of an identity names no principal: it is its own.', name);
      }
      if (hasVariables) for (const key of unknownVariables(read)) report(`The emulator knows no variable \${${key}}.`);
    })
    .transform((read): Statement => {
      const { Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition = [] } = read;
      const entries = Principal ?? NotPrincipal;
      return {
        effect: Effect,
        ...(entries ? { principals: { excluded: NotPrincipal !== undefined, entries } } : {}),
        actions: { excluded: NotAction !== undefined, texts: Action ?? NotAction ?? [] },
        resources: { excluded: NotResource !== undefined, texts: Resource ?? NotResource ?? [] },
        conditions: Condition,
        hasVariables,
      };
    });
}

function unknownVariables({ Resource, NotResource, Condition = [] }: Members): readonly string[] {
  const texts = [Resource ?? [], NotResource ?? [], Condition.flatMap(({ values }) => values)].flat();
  const names = texts.flatMap((text) =>
    [...text.matchAll(VARIABLE)].map(([, inside = '']) => parseVariable(inside).key),
  );
  return names.filter((name) => name !== undefined && !isConditionKey(name)).map(String);
}

const VERSIONS = ['2012-10-17', '2008-10-17'] as const;

function document(kind: PolicyKind, version: (typeof VERSIONS)[number]) {
  return z
    .strictObject(
      {
        Version: z.enum(VERSIONS, 'The version is "2012-10-17", or "2008-10-17".').optional(),
        Id: z.string('It is a string.').optional(),
        Statement: oneOrMany(statement(kind, version === '2012-10-17')),
      },
      'A policy is an object with a "Version" and a "Statement".',
    )
    .transform(({ Statement }): Policy => ({ statements: Statement }));
}

/** A policy document as a part of a JSON file. Without a version it is one of 2008, in which `${…}` means nothing. */
export function policy(kind: PolicyKind) {
  return z.unknown().transform((value, context): Policy => {
    const version = z.looseObject({ Version: z.literal('2012-10-17') }).safeParse(value).success;
    const read = document(kind, version ? '2012-10-17' : '2008-10-17').safeParse(value);
    return read.success ? read.data : passOn(read.error, context);
  });
}
