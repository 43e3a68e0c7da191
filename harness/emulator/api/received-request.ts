import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { invalidRequest, ServiceError } from './service-error.ts';

/** Longest request body, in bytes. The largest valid start request (all lists full) stays far below. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;

/** A whole HTTP request, as the signature covers it. */
export interface ReceivedRequest {
  readonly id: string;
  readonly method: string;
  /** As received: percent-encoded, without the query. */
  readonly path: string;
  /** Decoded; a name given several times has several values. */
  readonly query: Readonly<Record<string, string | string[]>>;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The address of the connection's other end. */
  readonly sourceIp: string;
  readonly secureTransport: boolean;
}

/** @throws {ServiceError} ValidationException (CannotParse) for a broken URL, RequestEntityTooLargeException */
export async function receiveRequest(incoming: IncomingMessage, id: string): Promise<ReceivedRequest> {
  return { ...receiveHead(incoming, id), body: await readBody(incoming) };
}

/**
 * A request without a body, as an upgrade is one.
 * @throws {ServiceError} ValidationException (CannotParse) for a broken URL
 */
export function receiveHead(incoming: IncomingMessage, id: string): ReceivedRequest {
  const [path = '/', ...query] = (incoming.url ?? '/').split('?');
  return {
    id,
    method: incoming.method ?? 'GET',
    path,
    query: parseQuery(query.join('?')),
    headers: incoming.headers,
    body: Buffer.alloc(0),
    // A connection that is gone has no address any more, and gets no answer.
    sourceIp: incoming.socket.remoteAddress ?? '',
    secureTransport: 'encrypted' in incoming.socket,
  };
}

/** Where the client called: `https://host:port`, with the host by which it did. A signed request has one. */
export function originOf({ headers, secureTransport }: ReceivedRequest): string {
  return `${secureTransport ? 'https' : 'http'}://${headers.host}`;
}

/** Decodes one part of a URL. @throws {ServiceError} ValidationException (CannotParse) */
export function decodeUrlPart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw invalidRequest('CannotParse', 'The URL is not properly percent-encoded');
  }
}

// Not URLSearchParams, which reads "+" as a space; AWS signs and sends %20.
function parseQuery(text: string): Readonly<Record<string, string | string[]>> {
  const values = new Map<string, string[]>();
  for (const pair of text.split('&').filter((part) => part !== '')) {
    const [name = '', ...value] = pair.split('=');
    const key = decodeUrlPart(name);
    values.set(key, [...(values.get(key) ?? []), decodeUrlPart(value.join('='))]);
  }
  return Object.fromEntries([...values].map(([name, all]) => [name, all.length === 1 ? all.join() : all]));
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  // A refusal still has to be written to the connection that the body comes from.
  for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) {
      throw new ServiceError('RequestEntityTooLargeException', `The body is longer than ${MAX_BODY_BYTES} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
