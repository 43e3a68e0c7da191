import { type Authority, parseAuthority } from '../protocol/authority.ts';
import { fieldValues, listElements } from '../protocol/fields.ts';
import { ownCopy } from '../protocol/own-copy.ts';
import type { MessageBody, MessageHead } from './message-reader.ts';

/** What the head of a request asks a proxy for. */
export interface AskedFor {
  readonly kind: 'tunnel' | 'forward';
  readonly method: string;
  readonly authority: Authority;
}

const REQUEST_LINE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+) (\S+) HTTP\/1\.[01]$/;
const STATUS_LINE = /^HTTP\/1\.[01] ([1-9][0-9]{2})(?: |$)/;
/** A URL's scheme and authority (RFC 9112 section 3.2.2). A proxy speaks no other scheme than http in this form. */
const ABSOLUTE_HTTP = /^http:\/\/([^/?#]*)/i;
const HTTP_PORT = 80;

const NO_BODY: MessageBody = { kind: 'length', bytes: 0 };
const REST: MessageBody = { kind: 'rest' };

/** @returns `undefined` for what is not a request to a proxy. */
export function askedFor({ startLine }: MessageHead): AskedFor | undefined {
  const [, method, target] = REQUEST_LINE.exec(startLine) ?? [];
  if (method === undefined || target === undefined) return undefined;
  const tunnel = method === 'CONNECT';
  const text = tunnel ? target : ABSOLUTE_HTTP.exec(target)?.[1];
  if (text === undefined) return undefined;
  const authority = parseAuthority(text, tunnel ? undefined : HTTP_PORT);
  return 'problem' in authority
    ? undefined
    : { kind: tunnel ? 'tunnel' : 'forward', method: ownCopy(method), authority };
}

/** @returns `undefined` for what is not a response. */
export function statusOf({ startLine }: MessageHead): number | undefined {
  const [, status] = STATUS_LINE.exec(startLine) ?? [];
  return status === undefined ? undefined : Number(status);
}

/** Length of a request's body (RFC 9112 section 6.3). What follows a CONNECT belongs to the tunnel. */
export function requestBody({ kind }: AskedFor, { rawHeaders }: MessageHead): MessageBody {
  return kind === 'tunnel' ? REST : (announced(rawHeaders) ?? NO_BODY);
}

/** Length of the body of the final response with this status to that request. */
export function responseBody({ kind, method }: AskedFor, status: number, { rawHeaders }: MessageHead): MessageBody {
  if (status === 101 || (kind === 'tunnel' && opens(status))) return REST;
  if (method === 'HEAD' || status === 204 || status === 304) return NO_BODY;
  return announced(rawHeaders) ?? REST;
}

/** RFC 9110 section 9.3.6: any 2xx opens the tunnel. */
export function opens(status: number): boolean {
  return status >= 200 && status <= 299;
}

function announced(rawHeaders: readonly string[]): MessageBody | undefined {
  if (listElements(fieldValues(rawHeaders, 'transfer-encoding')).at(-1) === 'chunked') return { kind: 'chunked' };
  const [length] = fieldValues(rawHeaders, 'content-length');
  return length !== undefined && /^[0-9]{1,15}$/.test(length) ? { kind: 'length', bytes: Number(length) } : undefined;
}
