import { addressIn } from './address.ts';

/** Longest value that a violation quotes, in characters. */
const QUOTE_MAXIMUM_LENGTH = 120;

/** What stands in the place of something that may be a credential. */
const HIDDEN = '***';

/**
 * A value as short JSON, fit for an error message: lists and objects show their outline only,
 * and whatever may be a credential in a text is replaced by `***`.
 */
export function quoted(value: unknown): string {
  if (typeof value === 'string') return shortened(JSON.stringify(redacted(value)));
  if (Array.isArray(value)) return value.length === 0 ? '[]' : '[…]';
  if (typeof value === 'object' && value !== null) {
    const names = Object.keys(value).map((name) => `${JSON.stringify(nameText(name))}:…`);
    return shortened(`{${names.join(',')}}`);
  }
  return shortened(String(value));
}

/** Shows the scheme, host and port of a text, and nothing that may be a user name or password. */
function redacted(text: string): string {
  const address = addressIn(text);
  if (address === undefined) return HIDDEN;
  const { scheme, hasUserInfo, host, port, tail } = address;
  // A path can hold a token, a query can hold anything; the length of an address range cannot.
  const end = tail === '' || /^\/\d{0,3}$/.test(tail) ? tail : `${tail.charAt(0)}…`;
  const shown = `${scheme}${hasUserInfo ? `${HIDDEN}@` : ''}${host}${port === undefined ? '' : `:${port}`}${end}`;
  return text.replace(text.trim(), () => shown);
}

/** A member's name, as far as it may be shown: somebody's credentials can end up there too. */
export function nameText(name: string): string {
  return shortened(redacted(name));
}

/** Cuts a text to the length that a violation quotes. */
export function shortened(text: string): string {
  return text.length <= QUOTE_MAXIMUM_LENGTH ? text : `${text.slice(0, QUOTE_MAXIMUM_LENGTH - 1)}…`;
}

/** A value's JSON type as a noun: `a string`, `an object`, `null`. */
export function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
