import { isIPv6 } from 'node:net';

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

/**
 * The part of a text that cannot hold a user name or password. People paste proxies as
 * `http://user:password@host:port`, `host:port:user:password` or `user:password`, and into any member:
 * so only what is certainly scheme, host and port is shown.
 */
function redacted(text: string): string {
  const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+.-]*:\/\/)?(.*)$/is.exec(text) ?? [];
  const at = rest.lastIndexOf('@');
  if (at >= 0) return `${scheme}${HIDDEN}@${hostAndPort(rest.slice(at + 1))}`;
  return `${scheme}${hostAndPort(rest)}`;
}

function hostAndPort(text: string): string {
  if (isIPv6(text.replace(/^\[|\](:\d+)?$/g, ''))) return text;
  // A path can hold a token, a query can hold anything.
  const [, head = '', tail = ''] = /^([^/?#]*)(.*)$/s.exec(text) ?? [];
  const end = tail === '' ? '' : `${tail.charAt(0)}…`;
  const [host = '', port, ...more] = head.split(':');
  if (port === undefined) return `${host}${end}`;
  return more.length === 0 && /^\d{0,5}$/.test(port) ? `${host}:${port}${end}` : HIDDEN;
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
