import { connect, isIPv4, type Socket } from 'node:net';
import type { Authority } from '../protocol/authority.ts';
import type { RequestRecord } from '../record.ts';
import type { Core } from './core.ts';
import { Watched } from './watch.ts';

/** Who waits for a connection to a destination. */
export interface Caller {
  connected(upstream: Socket, ends: NonNullable<RequestRecord['upstream']>): void;
  /** `reason` is an error's code, never its message. */
  failed(reason: string): void;
}

/**
 * Connects to a destination, once. Always seen to its end, also when the client leaves meanwhile, so that
 * the record says what the destination saw. Watches over the connection afterwards.
 */
export class Dial extends Watched {
  readonly socket: Socket;
  private readonly core: Core;
  private readonly host: string;
  private readonly port: number;
  private readonly caller: Caller;
  /** Why there is no connection; undefined once there is one. */
  private reason: string | undefined = 'the proxy was closed';

  constructor(core: Core, authority: Authority, caller: Caller) {
    super();
    const { host, port } = core.dial(authority);
    const socket = connect({ host, port, allowHalfOpen: true, noDelay: true });
    this.core = core;
    this.host = host;
    this.port = port;
    this.socket = socket;
    this.caller = caller;
    core.watch.add(this);
    core.watch.limit(this, core.limits.connectTimeout);
    socket.on('connect', () => this.connected());
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (this.reason !== undefined) this.reason = error.code ?? error.name;
    });
    socket.on('close', () => this.closed());
  }

  /** The connect timeout at first, the idle timeout later. */
  expire(): void {
    if (this.reason !== undefined) this.reason = 'ETIMEDOUT';
    this.socket.destroy();
  }

  override progress(): number {
    return this.socket.bytesRead + this.socket.bytesWritten;
  }

  private connected(): void {
    const socket = this.socket;
    this.reason = undefined;
    this.core.watch.limit(this, this.core.limits.idleTimeout);
    const local = { address: socket.localAddress ?? '', port: socket.localPort ?? 0 };
    // Asking the system for the other end is needed only where a name was looked up.
    const address = isIPv4(this.host) ? this.host : (socket.remoteAddress ?? '');
    this.caller.connected(socket, { local, remote: { address, port: this.port } });
  }

  private closed(): void {
    this.core.watch.remove(this);
    if (this.reason !== undefined) this.caller.failed(this.reason);
  }
}
