import type { AbsoluteTarget } from './absolute-form.ts';
import { fieldCount, fieldValues, listElements } from './fields.ts';

/**
 * Fields for the next hop only (RFC 9110 section 7.6.1, and 11.7 for those of proxy authentication).
 * `Transfer-Encoding` is one too, and is treated by direction.
 */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authentication-info',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'upgrade',
];
/** A request's body leaves as chunked as it came; codings before `chunked` pass through untouched. */
const DROPPED_FROM_REQUESTS: ReadonlySet<string> = new Set(HOP_BY_HOP);
/** A response is framed anew, for its client may speak HTTP/1.0. */
const DROPPED_FROM_RESPONSES: ReadonlySet<string> = new Set([...HOP_BY_HOP, 'transfer-encoding']);

/** Fields that `Connection` must not remove, whatever it names: without them the message means something else. */
const INDELIBLE: ReadonlySet<string> = new Set(['content-length', 'host', 'transfer-encoding', 'via']);

/** Methods for which Node announces a chunked body where the request announces none. */
const BODY_EXPECTED: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);

/** What a request is besides its fields. */
export interface RequestFacts {
  readonly method: string;
  readonly httpVersion: string;
  readonly rawHeaders: readonly string[];
}

/** Header fields of a request for its destination: order, case and duplicates as they came. */
export function forwardedRequestFields(request: RequestFacts, target: AbsoluteTarget, via: string): string[] {
  const fields = endToEnd(request.rawHeaders, DROPPED_FROM_REQUESTS);
  const host = fields.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === 'host');
  // RFC 9112 section 3.2.2: the target decides, not the Host field that came with it.
  if (host < 0) fields.unshift('Host', target.hostField);
  else fields[host + 1] = target.hostField;
  if (BODY_EXPECTED.has(request.method) && !announcesBody(request.rawHeaders)) fields.push('Content-Length', '0');
  fields.push('Via', `${request.httpVersion} ${via}`);
  return fields;
}

/** Header fields of a response for the client. Framing and `Connection` are for the client's side to add. */
export function forwardedResponseFields(rawHeaders: readonly string[], httpVersion: string, via: string): string[] {
  return [...endToEnd(rawHeaders, DROPPED_FROM_RESPONSES), 'Via', `${httpVersion} ${via}`];
}

/** The fields that ask for, or agree to, another protocol on this connection. */
export function upgradeFields(rawHeaders: readonly string[]): string[] {
  return ['Connection', 'Upgrade', ...fieldValues(rawHeaders, 'upgrade').flatMap((value) => ['Upgrade', value])];
}

/** Whether a request says that a body follows. */
export function announcesBody(rawHeaders: readonly string[]): boolean {
  return fieldCount(rawHeaders, 'transfer-encoding') > 0 || fieldCount(rawHeaders, 'content-length') > 0;
}

function endToEnd(rawHeaders: readonly string[], dropped: ReadonlySet<string>): string[] {
  const named = new Set(listElements(fieldValues(rawHeaders, 'connection')));
  const kept: string[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    const key = name.toLowerCase();
    if (dropped.has(key) || (named.has(key) && !INDELIBLE.has(key))) continue;
    kept.push(name, rawHeaders[index + 1] ?? '');
  }
  return kept;
}
