import { isIPv6 } from 'node:net';

/** A text taken apart where people write a host: in `server`, in patterns. */
export interface Address {
  /** `http://`, or empty. */
  readonly scheme: string;
  /** User name and password were there, and are left out. Told with certainty in URLs only. */
  readonly hasUserInfo: boolean;
  readonly host: string;
  /** Digits, or empty where only the colon stands. */
  readonly port?: string;
  /** Path, query and fragment. */
  readonly tail: string;
}

/**
 * Takes a text apart, or gives `undefined` where it may hold a user name and a password in a place that cannot be told. People write
 * `user:password@host:port`, `host:port@user:password`, `host:port:user:password`, `host port user password`, or just `user:password`.
 * What this function hands back as scheme, host and port is therefore fit to be shown.
 */
export function addressIn(text: string): Address | undefined {
  // Known schemes only: `user://word` may be a user name and a password that begins with slashes.
  const [, scheme = '', rest = ''] = /^((?:https?|wss?|ftp|tcp|socks\w{0,2}):\/\/)?(.*)$/is.exec(text.trim()) ?? [];
  const [, userInfo, afterwards = rest] = /^([^@/?#]*@)([^@]*)$/.exec(rest) ?? [];
  const hasUserInfo = userInfo !== undefined;
  // An @ that is left belongs to a path or a password, nobody knows which.
  if (/\s/.test(rest) || afterwards.includes('@') || (hasUserInfo && scheme === '')) return undefined;
  const [, head = '', tail = ''] = /^([^/?#]*)(.*)$/s.exec(afterwards) ?? [];
  if (isIPv6(head.replace(/^\[|\](:\d+)?$/g, ''))) return { scheme, hasUserInfo, host: head, tail };

  const [host = '', port, ...more] = head.split(':');
  if (port === undefined) return { scheme, hasUserInfo, host, tail };
  // `user:1/word` looks like host, port and path.
  const isCertain = more.length === 0 && /^\d{0,5}$/.test(port) && (scheme !== '' || tail === '');
  return isCertain ? { scheme, hasUserInfo, host, port, tail } : undefined;
}
