import { boolean, integer, list, oneOf, optional, string, structure } from '../../api/shape.ts';
import { type JsonOperation, jsonOperation } from '../aws-json.ts';
import { FILTER_KEYS, passes } from '../filters.ts';
import type { GuardedSecrets } from '../guarded-secrets.ts';
import { nextToken } from '../members.ts';
import { pageOf } from '../pages.ts';
import type { Secret } from '../secret.ts';
import { secretView, stagesById } from '../secret-view.ts';

const listSecretsRequest = structure({
  IncludePlannedDeletion: optional(boolean()),
  MaxResults: optional(integer({ min: 1, max: 100 })),
  NextToken: nextToken,
  Filters: optional(
    list(
      structure({
        Key: optional(oneOf(...FILTER_KEYS)),
        Values: optional(list(string({ max: 512 }), { min: 1, max: 10 })),
      }),
      { max: 10 },
    ),
  ),
  SortOrder: optional(oneOf('asc', 'desc')),
  SortBy: optional(oneOf('created-date', 'last-accessed-date', 'last-changed-date', 'name')),
});

/** What a list may be sorted by; texts and times compare with `<`. */
const SORT_KEYS: Readonly<Record<string, (secret: Secret) => string | number>> = {
  'created-date': ({ createdAt }) => createdAt.getTime(),
  'last-changed-date': ({ lastChangedAt }) => lastChangedAt.getTime(),
  'last-accessed-date': ({ versions }) =>
    Math.max(0, ...versions.map(({ lastAccessedAt }) => Number(lastAccessedAt ?? 0))),
  name: ({ name }) => name,
};

/** Lists the secrets of the caller's account, the newest first where nothing else is asked for. */
export function listSecrets(secrets: GuardedSecrets): JsonOperation {
  return jsonOperation({
    name: 'ListSecrets',
    input: listSecretsRequest,
    handle(input, caller) {
      const { IncludePlannedDeletion = false, Filters = [], SortOrder = 'desc', SortBy = 'created-date' } = input;
      const key = SORT_KEYS[SortBy] ?? (({ name }: Secret) => name);
      const compare = (one: Secret, other: Secret) => (key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0);
      const found = secrets
        .list(caller)
        .filter((secret) => (IncludePlannedDeletion || !secret.deletion) && passes(secret, Filters))
        .toSorted(compare);
      const { page, next } = pageOf(SortOrder === 'desc' ? found.toReversed() : found, ({ arn }) => arn, input);
      return {
        SecretList: page.map((secret) => ({ ...secretView(secret), SecretVersionsToStages: stagesById(secret) })),
        ...next,
      };
    },
  });
}
