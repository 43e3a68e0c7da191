import { isIPv4, isIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';

/** A host in the one form in which hosts are compared. */
export interface Host {
  readonly kind: 'name' | 'ipv4' | 'ipv6';
  /** Lower case, ASCII, no trailing dot, no brackets; IP addresses in their shortest form. */
  readonly name: string;
  /** It was written with a trailing dot. */
  readonly rooted: boolean;
}

/** A text that no request can be addressed to. */
interface NotAHost {
  readonly kind: 'not-a-host';
  /** Why, as the end of a sentence: `it is empty`. */
  readonly problem: string;
}

/** The host cannot be judged, because it is none. What stands before an `@` may be a password and is left out. */
export class InvalidHostError extends Error {
  readonly code = 'ERR_INVALID_HOST';
  readonly host: string;

  constructor(host: string, problem: string) {
    const shown = host.replace(/^.*@/s, '***@');
    super(`${JSON.stringify(shown)} is not a host: ${problem}.`);
    this.name = 'InvalidHostError';
    this.host = shown;
  }
}

/** Characters of a whole name, without its trailing dot (RFC 1035, section 2.3.4, less the length octets). */
const NAME_LENGTH_LIMIT = 253;

/** Characters of one label (RFC 1035, section 2.3.4). */
const LABEL_LENGTH_LIMIT = 63;

/** Underscores and hyphens anywhere: DNS and browsers take them, host name syntax or not. */
const LABEL = /^[a-z0-9_-]+$/;

/** What a URL parser would cut off, decode or strip in place of refusing it. */
const NOT_IN_A_HOST = /[\s\p{Cc}/\\?#@%:]/u;

/**
 * Reads a host as a browser does: case, IDN and the spellings of IPv4 (`127.1`) are brought to one form.
 *
 * @throws {InvalidHostError} for anything else, also for a host with a port.
 */
export function parseHost(text: string): Host {
  const host = readHost(text);
  if (host.kind === 'not-a-host') throw new InvalidHostError(text, host.problem);
  return host;
}

/** The same without throwing. */
export function readHost(text: string): Host | NotAHost {
  const address = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
  if (isIPv6(address) && !address.includes('%')) {
    return { kind: 'ipv6', name: domainToASCII(`[${address}]`).slice(1, -1), rooted: false };
  }

  if (text === '') return notAHost('it is empty');
  const stranger = NOT_IN_A_HOST.exec(text)?.[0];
  if (stranger !== undefined) return notAHost(`a host holds no ${JSON.stringify(stranger)}`);

  const ascii = domainToASCII(text);
  if (ascii === '') return notAHost('no browser takes it for a name or for an IP address');

  const rooted = ascii.endsWith('.');
  const name = rooted ? ascii.slice(0, -1) : ascii;
  const problem = problemOfName(name);
  if (problem !== undefined) return notAHost(problem);
  return { kind: isIPv4(name) ? 'ipv4' : 'name', name, rooted };
}

function problemOfName(name: string): string | undefined {
  if (name.length > NAME_LENGTH_LIMIT) return `it is longer than ${NAME_LENGTH_LIMIT} characters`;
  for (const label of name.split('.')) {
    if (label === '') return 'it has an empty label';
    if (label.length > LABEL_LENGTH_LIMIT) return `it has a label of more than ${LABEL_LENGTH_LIMIT} characters`;
    if (!LABEL.test(label)) return `${JSON.stringify(label)} is not a label`;
  }
  return undefined;
}

function notAHost(problem: string): NotAHost {
  return { kind: 'not-a-host', problem };
}
