/** The head of a CONNECT request. */
export interface ConnectHead {
  /** As it came: not yet known to be an authority. */
  readonly target: string;
  readonly httpVersion: '1.0' | '1.1';
  /** Name, value, name, value, … as they came. */
  readonly rawHeaders: readonly string[];
}

/** What the first bytes of a connection are so far. */
export type Reading =
  | { readonly kind: 'incomplete' }
  /** `length` bytes of head; what follows belongs to the tunnel. */
  | { readonly kind: 'connect'; readonly head: ConnectHead; readonly length: number }
  /** Not CONNECT: for a general HTTP parser to judge. */
  | { readonly kind: 'other' }
  | { readonly kind: 'tls' }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'too-large' };

const PREFIX = 'CONNECT ';
const END_OF_HEAD = '\r\n\r\n';
/** First byte of a TLS record that carries a handshake (RFC 8446 section 5.1); no HTTP method starts with it. */
const TLS_HANDSHAKE = '\x16';
/** A line end of one character only: parsers disagree about it, which is how requests are smuggled. */
const LONE_LINE_END = /\r(?!\n|$)|(?<!\r)\n/;
/** RFC 9110 section 5.5: what a field's value must not hold, but for the line ends between fields. */
const CONTROL = /[^\t\r\n\x20-\x7e\x80-\xff]/;
const REQUEST_LINE = /^CONNECT ([\x21-\x7e]+) HTTP\/(1\.[01])$/;
/** RFC 9110 section 5.6.2. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const SPACE = 0x20;
const TAB = 0x09;

/**
 * Reads the head of a CONNECT request from all bytes received so far. Pure: the same bytes give the same
 * reading, however they were cut into packets.
 */
export function readConnectHead(bytes: Buffer, limit: number): Reading {
  const text = bytes.toString('latin1', 0, Math.min(bytes.length, limit));
  if (text.startsWith(TLS_HANDSHAKE)) return { kind: 'tls' };
  if (!text.startsWith(PREFIX) && !PREFIX.startsWith(text)) return { kind: 'other' };
  const end = text.indexOf(END_OF_HEAD);
  if (end >= 0) {
    const head = parse(text.slice(0, end));
    return head ? { kind: 'connect', head, length: end + END_OF_HEAD.length } : { kind: 'malformed' };
  }
  if (LONE_LINE_END.test(text)) return { kind: 'malformed' };
  return { kind: bytes.length > limit ? 'too-large' : 'incomplete' };
}

function parse(text: string): ConnectHead | undefined {
  if (CONTROL.test(text) || LONE_LINE_END.test(text)) return undefined;
  const lines = text.split('\r\n');
  const [, target, httpVersion] = REQUEST_LINE.exec(lines[0] ?? '') ?? [];
  if (target === undefined || (httpVersion !== '1.0' && httpVersion !== '1.1')) return undefined;
  const rawHeaders: string[] = [];
  for (let index = 1; index < lines.length; index++) {
    const line = lines[index] ?? '';
    const colon = line.indexOf(':');
    const name = line.slice(0, colon);
    if (colon < 0 || !TOKEN.test(name)) return undefined;
    rawHeaders.push(name, trimmed(line, colon + 1));
  }
  return { target, httpVersion, rawHeaders };
}

/** Without the optional white space around a value. `String.trim` would also take characters that belong to it. */
function trimmed(line: string, from: number): string {
  let start = from;
  let end = line.length;
  while (start < end && isBlank(line.charCodeAt(start))) start++;
  while (end > start && isBlank(line.charCodeAt(end - 1))) end--;
  return line.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}
