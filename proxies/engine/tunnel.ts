import type { Socket } from 'node:net';
import type { EndRecord } from '../record.ts';
import type { Connection, Phase } from './connection.ts';
import type { Core } from './core.ts';
import type { Exchange } from './journal.ts';

/** Bytes that arrived together with the head that opened the tunnel. */
export interface EarlyData {
  readonly up: readonly Buffer[];
  readonly down: readonly Buffer[];
}

/**
 * Relays bytes both ways until both sides are closed, then ends the exchange. Each direction ends on its own
 * (half-close). A reset is passed on as a reset, so that nobody takes a cut-off stream for a whole one.
 */
export class Tunnel implements Phase {
  private readonly exchange: Exchange;
  private readonly client: Socket;
  private readonly upstream: Socket;
  private open = 2;
  private closedBy: EndRecord['closedBy'] | undefined;

  constructor(core: Core, exchange: Exchange, connection: Connection, upstream: Socket, early: EarlyData) {
    const client = connection.socket;
    this.exchange = exchange;
    this.client = client;
    this.upstream = upstream;
    connection.phase = this;
    upstream.on('data', (chunk: Buffer) => this.down(chunk));
    upstream.on('drain', () => client.resume());
    upstream.on('end', () => {
      this.closedBy ??= 'upstream';
      finish(client);
    });
    upstream.on('error', () => this.error());
    upstream.on('close', () => {
      // The dial watches over the upstream connection, and so over the tunnel; from here on the client has to hurry.
      if (!client.destroyed) core.watch.limit(connection, core.limits.idleTimeout);
      leave(client);
      this.sideClosed();
    });
    // Before the early data, which may pause them again.
    if (!client.readableFlowing) client.resume();
    for (const chunk of early.up) this.data(chunk);
    for (const chunk of early.down) this.down(chunk);
    // A client may have ended its side while the upstream connection was being made.
    if (client.readableEnded) this.end();
  }

  data(chunk: Buffer): void {
    this.exchange.bytesUp += chunk.length;
    if (!this.upstream.write(chunk)) this.client.pause();
  }

  drain(): void {
    this.upstream.resume();
  }

  end(): void {
    this.closedBy ??= 'client';
    finish(this.upstream);
  }

  expire(): void {
    this.client.destroy();
  }

  error(): void {
    this.closedBy ??= 'error';
    if (!this.client.destroyed) this.client.resetAndDestroy();
    if (!this.upstream.destroyed) this.upstream.resetAndDestroy();
  }

  close(): void {
    leave(this.upstream);
    this.sideClosed();
  }

  private sideClosed(): void {
    if (--this.open === 0) this.exchange.end(this.closedBy ?? 'proxy');
  }

  private down(chunk: Buffer): void {
    this.exchange.bytesDown += chunk.length;
    if (!this.client.write(chunk)) this.upstream.pause();
  }
}

/** Ends our side of a socket. Where its peer has ended too and nothing waits, closing it at once saves a system call. */
function finish(socket: Socket): void {
  if (socket.readableEnded && socket.writableLength === 0) socket.destroy();
  else socket.end();
}

/** Closes a socket whose other side is gone, once everything for it was written. */
function leave(socket: Socket): void {
  if (socket.writableLength === 0) socket.destroy();
  else socket.destroySoon();
}
