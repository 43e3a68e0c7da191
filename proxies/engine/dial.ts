import { connect, isIPv4, type Socket } from 'node:net';
import type { Authority } from '../protocol/authority.ts';
import type { SocketAddress } from '../record.ts';
import type { Core } from './core.ts';

/** A connection to a destination, with both its ends. */
export interface Standing {
  readonly socket: Socket;
  readonly ends: { readonly local: SocketAddress; readonly remote: SocketAddress };
}

/** What a dial came to: a connection, or the reason why there is none (an error's code, never its message). */
export type Dialled = { readonly standing: Standing } | { readonly reason: string };

/**
 * Connects to a destination, once. Always seen to its end, also when the client leaves meanwhile, so that
 * the record says what the destination saw.
 */
export function dial(core: Core, authority: Authority, done: (dialled: Dialled) => void): void {
  const { host, port } = core.dial(authority);
  const socket = connect({ host, port, allowHalfOpen: true, noDelay: true });
  core.upstreams.add(socket);
  let reason: string | undefined = 'the proxy was closed';
  socket.on('connect', () => {
    reason = undefined;
    socket.setTimeout(core.limits.idleTimeout);
    const local = { address: socket.localAddress ?? '', port: socket.localPort ?? 0 };
    // Asking the system for the other end is needed only where a name was looked up.
    const address = isIPv4(host) ? host : (socket.remoteAddress ?? '');
    done({ standing: { socket, ends: { local, remote: { address, port } } } });
  });
  socket.on('error', (error: NodeJS.ErrnoException) => {
    if (reason !== undefined) reason = error.code ?? error.name;
  });
  // The connect timeout at first, the idle timeout later.
  socket.on('timeout', () => {
    if (reason !== undefined) reason = 'ETIMEDOUT';
    socket.destroy();
  });
  socket.on('close', () => {
    core.upstreams.delete(socket);
    if (reason !== undefined) done({ reason });
  });
  socket.setTimeout(core.limits.connectTimeout);
}
