import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Answer } from '../api/service.ts';

/** Answers an upgrade request with an ordinary response and closes the connection. */
export function refuseUpgrade(socket: Duplex, { status, headers, body }: Answer, requestId: string): void {
  const lines = Object.entries({
    ...headers,
    'content-length': Buffer.byteLength(body),
    'x-amzn-requestid': requestId,
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', body].join('\r\n'));
}
