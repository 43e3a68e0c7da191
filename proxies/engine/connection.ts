import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { EndRecord, SocketAddress } from '../record.ts';
import type { Core } from './core.ts';
import { type Exchange, NO_REQUEST } from './journal.ts';
import { Watched } from './watch.ts';

/** Milliseconds that a client has to close its side, once it was told everything. */
const LINGER = 2_000;

/** What a connection is used for at the moment: who gets what its socket has to say. */
export interface Phase {
  data(chunk: Buffer): void;
  /** The client closed its sending side. */
  end?(): void;
  /** What was written has left. */
  drain?(): void;
  /** The connection broke. */
  error?(): void;
  close?(): void;
  /** The limit that was set for the connection has passed. */
  expire?(): void;
}

/** Nobody is interested: Node's HTTP parser reads for itself, or whatever comes is too late. */
const UNHEARD: Phase = { data: () => {} };

/** A request under way on a connection that Node's HTTP parser reads. */
export interface Conversation {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Present when the request asks for an upgrade: what the client sent in the new protocol already. */
  readonly upgradeHead?: Buffer;
}

/**
 * One accepted client connection. Listens to its socket once for all phases: adding and removing listeners
 * is a good part of what a short tunnel costs. So is defining `#` fields and methods, which V8 does one by one in its
 * runtime: classes of which every tunnel has an instance say `private` instead.
 */
export class Connection extends Watched {
  readonly socket: Socket;
  readonly client: SocketAddress;
  phase: Phase = UNHEARD;
  /** The forwarded request in progress, or the last one. */
  conversation: Conversation | undefined;
  /** The client broke the protocol: nothing more from it is served. */
  barred = false;
  private readonly core: Core;
  private exchanges = 0;
  private left = false;

  constructor(core: Core, socket: Socket) {
    super();
    this.socket = socket;
    this.core = core;
    // Read now: a socket that is gone has forgotten its peer.
    this.client = { address: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 };
    core.connections++;
    core.watch.add(this);
    socket.on('data', (chunk: Buffer) => this.phase.data(chunk));
    socket.on('drain', () => this.phase.drain?.());
    socket.on('end', () => {
      this.left = true;
      this.phase.end?.();
    });
    socket.on('error', () => {
      this.left = true;
      this.phase.error?.();
    });
    socket.on('close', () => {
      core.connections--;
      core.watch.remove(this);
      this.phase.close?.();
      if (!this.served) this.recordSilence();
    });
  }

  /** Who ends the connection, if it ends now. */
  get closer(): EndRecord['closedBy'] {
    return this.left ? 'client' : 'proxy';
  }

  /** Whether anything was ever asked on it. */
  get served(): boolean {
    return this.exchanges > 0;
  }

  expire(): void {
    this.phase.expire?.();
  }

  openExchange(): Exchange {
    this.exchanges++;
    return this.core.journal.open(this.client);
  }

  /** Pays no attention any more. */
  ignore(): void {
    this.phase = UNHEARD;
  }

  /** Pays no attention, but reads on, so that the client's leaving is noticed. */
  discard(): void {
    this.ignore();
    this.socket.resume();
  }

  /**
   * Sends the last bytes and closes this side; reads on until the client closes its own. Closing at once would reset
   * the connection where unread bytes are left, and the client might lose the answer (RFC 9112 section 9.6).
   */
  close(lastBytes?: Buffer): void {
    const { socket } = this;
    if (lastBytes) socket.end(lastBytes);
    else socket.end();
    this.discard();
    const timer = setTimeout(() => socket.destroy(), LINGER);
    socket.once('close', () => clearTimeout(timer));
  }

  /** Every connection leaves a record, also one that never asked for anything. */
  private recordSilence(): void {
    const exchange = this.openExchange();
    const detail = this.left
      ? 'The client went away without a whole request.'
      : 'The proxy closed a connection on which no whole request had come.';
    exchange.decide(NO_REQUEST, { outcome: 'no-request', detail });
    exchange.end(this.closer);
  }
}
