import type { IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';
import { TLSSocket } from 'node:tls';
import type { OriginSighting } from '../evidence/sightings.ts';
import { markerOf } from '../matrix/marker.ts';

interface Circumstances {
  readonly tls: boolean;
  readonly webSocket: boolean;
  /** When the connection from each peer port was accepted. */
  readonly acceptedAt: ReadonlyMap<number, number>;
  readonly canaries: readonly string[];
}

/** Reduces one request to what the origin can testify. Header values never leave this function. */
export function observe(request: IncomingMessage | Http2ServerRequest, seen: Circumstances): OriginSighting {
  const at = performance.timeOrigin + performance.now();
  const { socket } = request;
  const port = socket.remotePort ?? 0;
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
    peer: { address: socket.remoteAddress ?? '', port },
    connectionAcceptedAt: seen.acceptedAt.get(port) ?? at,
    leakedHeaders: leakedHeaders(request.rawHeaders, seen.canaries),
  };
}

function leakedHeaders(rawHeaders: readonly string[], canaries: readonly string[]): readonly string[] {
  const leaked: string[] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]?.toLowerCase() ?? '';
    const value = rawHeaders[i + 1] ?? '';
    if (name === 'proxy-authorization' || canaries.some((canary) => value.includes(canary))) leaked.push(name);
  }
  return leaked;
}
