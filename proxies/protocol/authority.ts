import { isIPv6 } from 'node:net';
import { ownCopy } from './own-copy.ts';

/** Host and port of a destination. An IPv6 host is without its brackets. */
export interface Authority {
  readonly host: string;
  readonly port: number;
}

/** Why a request target names no destination, in plain words that quote nothing of it: it may hold credentials. */
export interface BadTarget {
  readonly problem: string;
  /** It holds user information (`user:password@…`). */
  readonly userInformation?: true;
}

/** A host name or IPv4 literal: RFC 3986 reg-name without escapes and sub-delimiters, which no real host has. */
const NAME = /^[A-Za-z0-9._~-]{1,255}$/;
const PORT = /^[0-9]{1,5}$/;

/**
 * Reads `host:port` or `[IPv6]:port` (RFC 9112 section 3.2.3).
 * Without `defaultPort` the port is obligatory, as it is for CONNECT.
 */
export function parseAuthority(text: string, defaultPort?: number): Authority | BadTarget {
  if (text.includes('@')) return { problem: 'The request target holds user information.', userInformation: true };
  const bracket = text.lastIndexOf(']');
  const colon = text.indexOf(':', bracket + 1);
  const hostText = colon < 0 ? text : text.slice(0, colon);
  const portText = colon < 0 ? undefined : text.slice(colon + 1);
  const host = parseHost(hostText);
  if (host === undefined) return { problem: 'The request target has no valid host.' };
  if (portText === undefined) {
    return defaultPort === undefined ? { problem: 'The request target has no port.' } : { host, port: defaultPort };
  }
  const port = PORT.test(portText) ? Number(portText) : 0;
  if (port < 1 || port > 65_535) return { problem: 'The request target has no valid port.' };
  return { host, port };
}

/** `host:port`, with brackets around an IPv6 literal. */
export function formatAuthority({ host, port }: Authority): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

function parseHost(text: string): string | undefined {
  if (!text.startsWith('[')) return NAME.test(text) ? ownCopy(text) : undefined;
  const literal = text.slice(1, -1);
  // A zone index (`fe80::1%eth0`) means something on the client's machine only.
  return text.endsWith(']') && isIPv6(literal) && !literal.includes('%') ? ownCopy(literal) : undefined;
}
