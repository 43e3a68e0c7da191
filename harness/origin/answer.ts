import type { ServerResponse } from 'node:http';
import type { Http2ServerResponse } from 'node:http2';
import type { WebSocket } from 'ws';
import type { OriginSighting } from '../evidence/sightings.ts';
import { MARKER_HEADER } from '../matrix/marker.ts';
import { contentFor } from './content.ts';

/** A client that opens a WebSocket and never closes it is cut off after this long. */
const WEB_SOCKET_MILLISECONDS = 10_000;

/** In a request's query: over HTTP/1.1 the connection stays open. */
const KEEP = /[?&]keep(&|$)/;

/**
 * Answers with the marker, so that the browser can testify that it heard from the origin and for which probe.
 * Any page may ask for it and read it (CORS), nothing may cache it, and unless it is asked to be kept, over HTTP/1.1
 * the connection ends with it: an idle tunnel would hold one of the few connections that Chromium opens to a proxy.
 *
 * @param path of the request, with its query: what is answered with, see {@link contentFor}.
 */
export function answer(sighting: OriginSighting, path: string, response: ServerResponse | Http2ServerResponse): void {
  const marker = sighting.marker ?? '';
  const { status = 200, headers, body } = contentFor(path, marker);
  response.statusCode = status;
  response.setHeader('access-control-allow-origin', '*');
  response.setHeader('access-control-allow-methods', '*');
  response.setHeader('access-control-allow-headers', '*');
  response.setHeader('cache-control', 'no-store');
  response.setHeader(MARKER_HEADER, marker);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (sighting.protocol !== 'h2' && !KEEP.test(path)) response.setHeader('connection', 'close');
  // One overload each: the two response types share the call, not the signature.
  if ('stream' in response) response.end(body);
  else response.end(body);
}

/** Sends the marker as the first message and closes once the client does. */
export function greet(sighting: OriginSighting, connection: WebSocket): void {
  const timer = setTimeout(() => connection.terminate(), WEB_SOCKET_MILLISECONDS);
  connection.on('close', () => clearTimeout(timer));
  connection.on('error', () => connection.terminate());
  connection.send(sighting.marker ?? '');
}
