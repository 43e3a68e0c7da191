import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { BrowserSession } from '../sessions/browser-session.ts';

/** A request to become a WebSocket, and the connection that it came on. */
export interface Handshake {
  readonly incoming: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

/** One kind of stream that sessions have. What it opens ends with the session at the latest. */
export interface SessionStream {
  /**
   * Completes the handshake. The session exists, and the request is signed.
   * @throws {ServiceError} when it has not been completed and the client may be told why.
   */
  open(session: BrowserSession, handshake: Handshake): Promise<void>;
}
