import type { Socket } from 'node:net';
import type { EndRecord } from '../record.ts';
import type { Exchange } from './journal.ts';

/** Bytes that arrived together with the head that opened the tunnel. */
export interface EarlyData {
  readonly up?: Buffer;
  readonly down?: Buffer;
}

/**
 * Relays bytes both ways until both sides are closed, then ends the exchange. Each direction ends on its own
 * (half-close). A reset is passed on as a reset, so that nobody takes a cut-off stream for a whole one.
 * The upstream socket's idle timeout ends a silent tunnel.
 */
export function openTunnel(exchange: Exchange, client: Socket, upstream: Socket, early: EarlyData): void {
  let closedBy: EndRecord['closedBy'] | undefined;
  let open = 2;
  const closed = () => {
    if (--open === 0) exchange.end(closedBy ?? 'proxy');
  };
  const reset = () => {
    closedBy ??= 'error';
    if (!client.destroyed) client.resetAndDestroy();
    if (!upstream.destroyed) upstream.resetAndDestroy();
  };
  const up = (chunk: Buffer) => {
    exchange.bytesUp += chunk.length;
    if (!upstream.write(chunk)) client.pause();
  };
  const down = (chunk: Buffer) => {
    exchange.bytesDown += chunk.length;
    if (!client.write(chunk)) upstream.pause();
  };
  const clientEnded = () => {
    closedBy ??= 'client';
    upstream.end();
  };
  const upstreamEnded = () => {
    closedBy ??= 'upstream';
    client.end();
  };
  client
    .on('error', reset)
    .on('close', closed)
    .on('drain', () => upstream.resume());
  upstream
    .on('error', reset)
    .on('close', closed)
    .on('drain', () => client.resume());
  upstream.on('timeout', () => {
    client.destroy();
    upstream.destroy();
  });
  client.on('data', up).on('end', clientEnded).resume();
  upstream.on('data', down).on('end', upstreamEnded).resume();
  if (early.up) up(early.up);
  if (early.down) down(early.down);
  // A client may have ended its side while the upstream connection was being made.
  if (client.readableEnded) clientEnded();
}
