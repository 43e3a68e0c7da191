import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { EndRecord, SocketAddress } from '../record.ts';
import type { Exchange, Journal } from './journal.ts';

/** A request under way on a connection that Node's HTTP parser reads. */
export interface Conversation {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Present when the request asks for an upgrade: what the client sent in the new protocol already. */
  readonly upgradeHead?: Buffer;
}

/** One accepted client connection. */
export class Connection {
  readonly socket: Socket;
  readonly client: SocketAddress;
  /** The forwarded request in progress, or the last one. */
  conversation: Conversation | undefined;
  /** The client broke the protocol: nothing more from it is served. */
  barred = false;
  readonly #journal: Journal;
  #exchanges = 0;
  #left = false;

  constructor(socket: Socket, journal: Journal) {
    this.socket = socket;
    this.#journal = journal;
    // Read now: a socket that is gone has forgotten its peer.
    this.client = { address: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 };
    socket.on('end', this.#clientLeft);
    socket.on('error', this.#clientLeft);
    socket.once('close', this.#closed);
  }

  /** Who ends the connection, if it ends now. */
  get closer(): EndRecord['closedBy'] {
    return this.#left ? 'client' : 'proxy';
  }

  /** Whether anything was ever asked on it. */
  get served(): boolean {
    return this.#exchanges > 0;
  }

  openExchange(): Exchange {
    this.#exchanges++;
    return this.#journal.open(this.client);
  }

  readonly #clientLeft = (): void => {
    this.#left = true;
  };

  /** Every connection leaves a record, also one that never asked for anything. */
  readonly #closed = (): void => {
    if (this.served) return;
    const exchange = this.openExchange();
    const detail = this.#left
      ? 'The client went away without a whole request.'
      : 'The proxy closed a connection on which no whole request had come.';
    exchange.decide({ kind: 'none', method: '', authority: '', credentials: 'absent', outcome: 'no-request', detail });
    exchange.end(this.closer);
  };
}
