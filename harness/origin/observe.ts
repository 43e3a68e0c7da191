import type { IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { targetHolds } from '../evidence/canaries.ts';
import type { OriginSighting } from '../evidence/sightings.ts';
import { markerOf } from '../matrix/marker.ts';

/** What a URL is called among the headers that have leaked. */
const REQUEST_TARGET = 'request target';

interface Circumstances {
  readonly tls: boolean;
  readonly webSocket: boolean;
  /** When the connection from each peer was accepted, by {@link peerKey}. */
  readonly acceptedAt: ReadonlyMap<string, number>;
  readonly canaries: readonly string[];
}

/** Reduces one request to what the origin can testify. Header values never leave this function. */
export function observe(request: IncomingMessage | Http2ServerRequest, seen: Circumstances): OriginSighting {
  const at = performance.timeOrigin + performance.now();
  const { socket } = request;
  const marker = markerOf(request.url ?? '');
  const serverName = socket instanceof TLSSocket ? socket.servername : undefined;
  return {
    witness: 'origin',
    at,
    ...(marker === undefined ? {} : { marker }),
    scheme: seen.webSocket ? (seen.tls ? 'wss' : 'ws') : seen.tls ? 'https' : 'http',
    protocol: request.httpVersionMajor === 2 ? 'h2' : request.httpVersion === '1.0' ? 'http/1.0' : 'http/1.1',
    method: request.method ?? '',
    authority: String(request.headers[':authority'] ?? request.headers.host ?? ''),
    ...(typeof serverName === 'string' ? { serverName } : {}),
    peer: { address: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 },
    connectionAcceptedAt: seen.acceptedAt.get(peerKey(socket)) ?? at,
    leakedHeaders: [
      ...leakedHeaders(request.rawHeaders, seen.canaries),
      ...(targetHolds(request.url ?? '', seen.canaries) ? [REQUEST_TARGET] : []),
    ],
  };
}

/** Equal for equal peers: two machines may use the same port. */
export function peerKey({ remoteAddress, remotePort }: Pick<Socket, 'remoteAddress' | 'remotePort'>): string {
  return `${remoteAddress} ${remotePort}`;
}

function leakedHeaders(rawHeaders: readonly string[], canaries: readonly string[]): readonly string[] {
  const leaked: string[] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]?.toLowerCase() ?? '';
    const value = rawHeaders[i + 1] ?? '';
    // HTTP/2 has its target among the headers.
    if (name === ':path') continue;
    if (name === 'proxy-authorization' || canaries.some((canary) => value.includes(canary))) leaked.push(name);
  }
  return leaked;
}
