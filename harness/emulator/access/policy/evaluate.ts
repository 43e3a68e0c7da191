import type { Principal } from '../principal.ts';
import { OPERATORS } from './operators.ts';
import { matches, type Variables } from './pattern.ts';
import type { Condition, Patterns, Policy, PrincipalEntry, Statement } from './policy.ts';
import type { RequestKeys } from './request-keys.ts';

/** What is evaluated against policies. */
export interface PolicyRequest {
  readonly principal: Principal;
  readonly action: string;
  readonly resource: string;
  readonly keys: RequestKeys;
}

/** How far a statement's `Principal` reaches. */
type Reach = 'identity' | 'account';

/**
 * What policies of one kind say together. An explicit Deny wins over every Allow. `delegates`: only the caller's
 * account is allowed, which leaves the decision to the policies of its identities.
 */
export type Opinion = 'denies' | 'allows' | 'delegates' | 'silent';

/** Asks all policies of one kind. Pure: the same policies and request always give the same opinion. */
export function opinionOf(policies: readonly Policy[], request: PolicyRequest): Opinion {
  let opinion: Opinion = 'silent';
  for (const statement of policies.flatMap(({ statements }) => statements)) {
    const reach = applies(statement, request);
    if (!reach) continue;
    if (statement.effect === 'Deny') return 'denies';
    if (reach === 'identity') opinion = 'allows';
    else if (opinion === 'silent') opinion = 'delegates';
  }
  return opinion;
}

function applies(statement: Statement, request: PolicyRequest): Reach | undefined {
  const { principals, actions, resources, conditions, hasVariables } = statement;
  const variables = { hasVariables, keys: request.keys };
  const reach = principals ? reachOf(principals, request.principal) : 'identity';
  const matched =
    covers(actions, request.action.toLowerCase(), (text) => text.toLowerCase(), {
      ...variables,
      hasVariables: false,
    }) &&
    covers(resources, request.resource, (text) => text, variables) &&
    conditions.every((condition) => holds(condition, variables));
  return matched ? reach : undefined;
}

function covers(
  { excluded, texts }: Patterns,
  subject: string,
  written: (text: string) => string,
  variables: Variables,
): boolean {
  return texts.some((text) => matches(written(text), subject, variables)) !== excluded;
}

function reachOf({ excluded, entries }: NonNullable<Statement['principals']>, principal: Principal): Reach | undefined {
  const reached = entries.map((entry) => entryReach(entry, principal));
  // Nobody reads an exception as leaving the decision to the account.
  if (excluded) return reached.every((reach) => reach === undefined) ? 'identity' : undefined;
  return reached.includes('identity') ? 'identity' : reached.find((reach) => reach !== undefined);
}

function entryReach(entry: PrincipalEntry, principal: Principal): Reach | undefined {
  switch (entry.type) {
    case 'everyone':
      return 'identity';
    case 'account':
      return entry.accountId === principal.accountId ? 'account' : undefined;
    case 'identity':
      return entry.arn === principal.arn || entry.arn === principal.identityArn ? 'identity' : undefined;
    case 'service':
      return undefined;
  }
}

function holds({ operator, quantifier, ifExists, key, values }: Condition, variables: Variables): boolean {
  const actual = variables.keys.all(key);
  if (operator === 'Null') return values.some((value) => (value.toLowerCase() === 'true') === (actual.length === 0));
  const rule = OPERATORS.get(operator);
  // Nothing else leaves the reader of policies.
  if (!rule) throw new Error(`No condition operator ${operator}`);
  // A negated operator holds where the key has no value: it is not the value that the policy excludes.
  if (actual.length === 0) return quantifier === 'all' || ifExists || (rule.negated && quantifier === 'one');
  const test = (one: string) => values.some((value) => rule.holds(one, value, variables)) !== rule.negated;
  return quantifier === 'any' || (quantifier === 'one' && !rule.negated) ? actual.some(test) : actual.every(test);
}
