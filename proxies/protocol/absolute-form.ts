import { type Authority, type BadTarget, parseAuthority } from './authority.ts';

/** Destination of a forwarded request, and the target to ask it for. */
export interface AbsoluteTarget extends Authority {
  /** The authority exactly as it came: the next hop's `Host`. */
  readonly hostField: string;
  /** Origin-form: path and query exactly as they came. */
  readonly path: string;
}

const HTTP_PORT = 80;
const ABSOLUTE_HTTP = /^http:\/\/([^/?#]*)([^#]*)$/i;

/** Reads `http://authority/path?query` (RFC 9112 section 3.2.2). */
export function parseAbsoluteForm(target: string, method: string): AbsoluteTarget | BadTarget {
  if (target.startsWith('/') || target === '*') {
    return { problem: 'The request target is not a whole URL, as a proxy needs it.' };
  }
  const [, hostField, rest] = ABSOLUTE_HTTP.exec(target) ?? [];
  if (hostField === undefined || rest === undefined) {
    return { problem: 'The request target is not an http URL; other schemes need CONNECT.' };
  }
  const authority = parseAuthority(hostField, HTTP_PORT);
  if ('problem' in authority) return authority;
  return { ...authority, hostField, path: originForm(rest, method) };
}

function originForm(rest: string, method: string): string {
  if (rest.startsWith('/')) return rest;
  // RFC 9112 section 3.2.4: an OPTIONS request without a path is about the server as a whole.
  return rest === '' && method === 'OPTIONS' ? '*' : `/${rest}`;
}
