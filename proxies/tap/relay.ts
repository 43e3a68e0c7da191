import { connect, type Socket } from 'node:net';
import type { EndRecord } from '../record.ts';
import type { Conversation } from './conversation.ts';
import type { TapCore } from './tap.ts';

/**
 * One connection through a tap. Bytes go on as they came; each direction ends on its own, and a reset is passed on as
 * a reset. The real proxy is connected to once the client has something to say.
 */
export class Relay {
  private readonly core: TapCore;
  private readonly client: Socket;
  private readonly conversation: Conversation;
  private proxy: Socket | undefined;
  private closedBy: EndRecord['closedBy'] | undefined;
  private reason = 'The proxy closed the connection without an answer.';
  private open = 1;

  constructor(core: TapCore, client: Socket, conversation: Conversation) {
    this.core = core;
    this.client = client;
    this.conversation = conversation;
    core.track(client);
    client.on('data', (chunk: Buffer) => this.up(chunk));
    client.on('drain', () => this.proxy?.resume());
    client.on('end', () => {
      this.closedBy ??= 'client';
      if (this.proxy) this.proxy.end();
      else client.end();
    });
    client.on('error', () => this.broken());
    client.on('close', () => {
      this.proxy?.destroySoon();
      this.sideClosed();
    });
  }

  private up(chunk: Buffer): void {
    this.conversation.up(chunk);
    this.proxy ??= this.dial();
    if (!this.proxy.write(chunk)) this.client.pause();
    const pressure = this.core.pressure();
    if (pressure === undefined) return;
    this.client.pause();
    void pressure.then(() => this.client.resume());
  }

  private dial(): Socket {
    const { host, port } = this.core.proxy;
    const proxy = connect({ host, port, allowHalfOpen: true, noDelay: true });
    this.core.track(proxy);
    this.open++;
    const connectTimeout = setTimeout(() => this.failed('ETIMEDOUT'), this.core.connectTimeout);
    proxy.on('connect', () => {
      clearTimeout(connectTimeout);
      this.conversation.relay = {
        local: { address: proxy.localAddress ?? '', port: proxy.localPort ?? 0 },
        remote: { address: proxy.remoteAddress ?? '', port },
      };
    });
    proxy.on('data', (chunk: Buffer) => {
      // Written down before the client learns of it.
      this.conversation.down(chunk);
      if (!this.client.write(chunk)) proxy.pause();
    });
    proxy.on('drain', () => this.client.resume());
    proxy.on('end', () => {
      this.closedBy ??= 'upstream';
      this.client.end();
    });
    proxy.on('error', (error: NodeJS.ErrnoException) => {
      if (this.conversation.relay === undefined) this.failed(error.code ?? error.name);
      else this.broken();
    });
    proxy.on('close', () => {
      clearTimeout(connectTimeout);
      this.client.destroySoon();
      this.sideClosed();
    });
    return proxy;
  }

  /** `reason` is an error's code, never its message. */
  private failed(reason: string): void {
    this.reason = `The tap could not connect to the proxy: ${reason}.`;
    this.broken();
  }

  private broken(): void {
    this.closedBy ??= 'error';
    if (!this.client.destroyed) this.client.resetAndDestroy();
    // A reset of a connection that does not stand yet would wait for it.
    if (this.proxy?.connecting) this.proxy.destroy();
    else if (this.proxy && !this.proxy.destroyed) this.proxy.resetAndDestroy();
  }

  private sideClosed(): void {
    if (--this.open === 0) this.conversation.end(this.closedBy ?? 'proxy', this.reason);
  }
}
