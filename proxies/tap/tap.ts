import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { Journal } from '../engine/journal.ts';
import { type Access, CONNECT_TIMEOUT, HEAD_BYTES } from '../options.ts';
import type { Authority } from '../protocol/authority.ts';
import { accessCheck } from '../protocol/basic-access.ts';
import { fieldValues } from '../protocol/fields.ts';
import type { CredentialState } from '../record.ts';
import type { RecordSink } from '../sink.ts';
import { Conversation } from './conversation.ts';
import { Relay } from './relay.ts';

export interface TapOptions {
  /** Names the proxy behind the tap in its records. */
  readonly name: string;
  /** Receives every record; it belongs to the caller. */
  readonly sink: RecordSink;
  /** Where the real proxy listens. */
  readonly proxy: Authority;
  /**
   * What the credentials of requests are compared with, for the records alone: the tap lets everything through. Default:
   * nothing, the records say `absent` or `present`.
   */
  readonly access?: Access;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Milliseconds for the connection to the real proxy. Default {@link CONNECT_TIMEOUT}. */
  readonly connectTimeout?: number;
}

/**
 * A byte-level relay before somebody's real proxy. It changes nothing, so that authentication stays between client and
 * proxy, and records what it saw go by, like an instrumented proxy.
 */
export interface Tap extends AsyncDisposable {
  readonly name: string;
  /** Where it listens. */
  readonly address: { readonly host: string; readonly port: number };
  /** Client connections that are open now. */
  readonly connections: number;
  /** Ends every connection that is open now; it goes on listening. */
  disconnect(): void;
  /** Destroys every connection, writes the records that are still due, and stops listening. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** What all connections of one tap share. */
export interface TapCore {
  readonly proxy: Authority;
  readonly connectTimeout: number;
  track(socket: Socket): void;
  /** A promise while the sink cannot take more. */
  pressure(): Promise<void> | undefined;
}

/**
 * Starts a tap; it listens when the promise resolves. Whether the real proxy is there is not asked.
 * @throws {Error} with Node's own code (`EADDRINUSE`, …) when it cannot listen.
 */
export async function startTap(options: TapOptions): Promise<Tap> {
  const { name, sink, proxy, access, host = '127.0.0.1', port = 0, connectTimeout = CONNECT_TIMEOUT } = options;
  const sockets = new Set<Socket>();
  const journal = new Journal(name, sink);
  const judge = access === undefined ? whetherPresent : accessCheck(access, name).judge;
  const recording = { journal, judge, headBytes: HEAD_BYTES };
  const core: TapCore = {
    proxy,
    connectTimeout,
    pressure: () => journal.pressure(),
    track(socket) {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    },
  };
  let connections = 0;
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    connections++;
    client.once('close', () => connections--);
    const peer = { address: client.remoteAddress ?? '', port: client.remotePort ?? 0 };
    new Relay(core, client, new Conversation(recording, peer));
  });
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('The tap listens on no TCP port.');

  const disconnect = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    name,
    address: { host: address.address, port: address.port },
    get connections() {
      return connections;
    },
    disconnect,
    async [Symbol.asyncDispose]() {
      const silent = server.listening ? once(server, 'close') : undefined;
      server.close();
      const closed = [...sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve)));
      disconnect();
      await Promise.all([silent, ...closed]);
    },
  };
}

function whetherPresent(rawHeaders: readonly string[]): CredentialState {
  return fieldValues(rawHeaders, 'proxy-authorization').length > 0 ? 'present' : 'absent';
}
