import type { Socket } from 'node:net';

/** Milliseconds that a client has to close its side, once it was told everything. */
const LINGER = 2_000;

/**
 * Sends the last bytes and closes this side; reads on until the client closes its own. Closing at once would reset
 * the connection where unread bytes are left, and the client might lose the answer (RFC 9112 section 9.6).
 */
export function closeGracefully(socket: Socket, lastBytes?: Buffer): void {
  if (lastBytes) socket.end(lastBytes);
  else socket.end();
  socket.resume();
  const timer = setTimeout(() => socket.destroy(), LINGER);
  socket.once('close', () => clearTimeout(timer));
}
