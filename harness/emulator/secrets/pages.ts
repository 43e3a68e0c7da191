import { ServiceError } from '../api/service-error.ts';

/** How many items a page has where nothing else is asked for; the most that may be asked for, too. */
const PAGE_SIZE = 100;

export interface PageRequest {
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

/**
 * One page of a list. The token is the key of the last item shown, so what is added or removed in between shifts no page.
 * @throws {ServiceError} InvalidNextTokenException for a token whose item is not in the list.
 */
export function pageOf<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { MaxResults = PAGE_SIZE, NextToken }: PageRequest,
): { readonly page: readonly Item[]; readonly next: { readonly NextToken?: string } } {
  const last = NextToken && Buffer.from(NextToken, 'base64url').toString();
  const before = last === undefined ? -1 : items.findIndex((item) => keyOf(item) === last);
  if (last !== undefined && before < 0) {
    throw new ServiceError('InvalidNextTokenException', 'The NextToken value is invalid.');
  }
  const page = items.slice(before + 1, before + 1 + MaxResults);
  const shown = page.at(-1);
  const isWhole = shown === undefined || items.at(-1) === shown;
  return { page, next: isWhole ? {} : { NextToken: Buffer.from(keyOf(shown)).toString('base64url') } };
}
