import type { ServerResponse } from 'node:http';
import type { Http2ServerResponse } from 'node:http2';
import type { WebSocket } from 'ws';
import type { OriginSighting } from '../evidence/sightings.ts';

/** A client that opens a WebSocket and never closes it is cut off after this long. */
const WEB_SOCKET_MILLISECONDS = 10_000;

/**
 * Answers with the marker, so that the browser can testify that it heard from the origin and for which probe.
 * Any page may read it (CORS), nothing may cache it, and over HTTP/1.1 the connection ends with it: an idle
 * tunnel would hold one of the few connections that Chromium opens to a proxy.
 */
export function answer(sighting: OriginSighting, response: ServerResponse | Http2ServerResponse): void {
  const marker = sighting.marker ?? '';
  response.setHeader('access-control-allow-origin', '*');
  response.setHeader('cache-control', 'no-store');
  response.setHeader('content-type', 'text/html; charset=utf-8');
  if (sighting.protocol !== 'h2') response.setHeader('connection', 'close');
  const page = `<!doctype html><title>origin</title><link rel="icon" href="data:,"><p data-marker="${marker}">${marker}</p>`;
  // One overload each: the two response types share the call, not the signature.
  if ('stream' in response) response.end(page);
  else response.end(page);
}

/** Sends the marker as the first message and closes once the client does. */
export function greet(sighting: OriginSighting, connection: WebSocket): void {
  const timer = setTimeout(() => connection.terminate(), WEB_SOCKET_MILLISECONDS);
  connection.on('close', () => clearTimeout(timer));
  connection.on('error', () => connection.terminate());
  connection.send(sighting.marker ?? '');
}
