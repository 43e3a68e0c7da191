import type { Secret } from './secret.ts';

/** Keys of ListSecrets' filters. */
export const FILTER_KEYS = [
  'description',
  'name',
  'tag-key',
  'tag-value',
  'primary-region',
  'owning-service',
  'all',
] as const;

export interface SecretFilter {
  readonly Key?: (typeof FILTER_KEYS)[number];
  readonly Values?: readonly string[];
}

/** How each filter compares one of its values: prefixes in the case as written, but of descriptions in any. */
const MATCHES: Readonly<Record<(typeof FILTER_KEYS)[number], (secret: Secret, value: string) => boolean>> = {
  name: ({ name }, value) => name.startsWith(value),
  description: ({ description = '' }, value) => description.toLowerCase().startsWith(value.toLowerCase()),
  'tag-key': ({ tags }, value) => tags.some(({ Key }) => Key.startsWith(value)),
  'tag-value': ({ tags }, value) => tags.some(({ Value }) => Value.startsWith(value)),
  // No secret here is replicated, and none belongs to a service.
  'primary-region': () => false,
  'owning-service': () => false,
  all: (secret, value) => wordsOf(value).some((word) => everything(secret).some((text) => text.includes(word))),
};

/** Whether a secret passes all filters. A filter's values are alternatives; one with `!` before it is excluded. */
export function passes(secret: Secret, filters: readonly SecretFilter[]): boolean {
  return filters.every(({ Key = 'all', Values = [] }) => {
    const excluded = Values.filter((value) => value.startsWith('!'));
    const wanted = Values.filter((value) => !value.startsWith('!'));
    const matches = (value: string) => MATCHES[Key](secret, value);
    return (wanted.length === 0 || wanted.some(matches)) && !excluded.some((value) => matches(value.slice(1)));
  });
}

function everything({ name, description = '', tags }: Secret): readonly string[] {
  return [name, description, ...tags.flatMap(({ Key, Value }) => [Key, Value])].map((text) => text.toLowerCase());
}

function wordsOf(value: string): readonly string[] {
  return value
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
