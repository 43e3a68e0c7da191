import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Behaviour } from './behaviours/table.ts';
import { Connection } from './engine/connection.ts';
import type { Core } from './engine/core.ts';
import { awaitHead } from './engine/front-door.ts';
import { createHttpServer, openHttpDoor } from './engine/http-door.ts';
import { Journal } from './engine/journal.ts';
import { misbehaveAtOnce } from './engine/misbehave.ts';
import { Watch } from './engine/watch.ts';
import { type Access, DEFAULT_LIMITS, type InstrumentedProxyOptions } from './options.ts';
import { accessCheck } from './protocol/basic-access.ts';

/** A CONNECT and forward proxy that records what it handles. */
export interface InstrumentedProxy extends AsyncDisposable {
  readonly name: string;
  /** Where it listens. */
  readonly address: { readonly host: string; readonly port: number };
  /** Client connections that are open now. */
  readonly connections: number;
  /** Behaves so from the next request on; exchanges under way go on as they began. */
  behave(behaviour: Behaviour): void;
  /** Lets these in from the next request on, and nobody else. */
  admit(access: Access): void;
  /** Ends every connection that is open now, as a proxy does that goes down; it goes on listening. */
  disconnect(): void;
  /** Destroys every connection, writes the records that are still due, and stops listening. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts a proxy; it listens when the promise resolves.
 * @throws {Error} with Node's own code (`EADDRINUSE`, …) when it cannot listen.
 */
export async function startInstrumentedProxy(options: InstrumentedProxyOptions): Promise<InstrumentedProxy> {
  const { name, sink, dial = (authority) => authority, host = '127.0.0.1', port = 0 } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const server = createHttpServer(limits);
  const handedOver = new WeakMap<Duplex, Connection>();
  const serve = takeOverConnections(server, (socket) => {
    const connection = new Connection(core, socket);
    if (!misbehaveAtOnce(core, connection)) awaitHead(core, connection);
  });
  let access = accessCheck(options.access, name);
  const core: Core = {
    get access() {
      return access;
    },
    dial,
    journal: new Journal(name, sink),
    limits,
    via: pseudonym(name),
    watch: new Watch(Math.min(limits.headTimeout, limits.connectTimeout, limits.idleTimeout)),
    held: new Set(),
    behaviour: options.behaviour ?? { kind: 'normal' },
    connections: 0,
    serveHttp(connection) {
      handedOver.set(connection.socket, connection);
      serve(connection.socket);
    },
  };
  openHttpDoor(server, core, (socket) => handedOver.get(socket));
  const address = await listen(server, port, host);

  return {
    name,
    address: { host: address.address, port: address.port },
    get connections() {
      return core.connections;
    },
    behave(behaviour) {
      core.behaviour = behaviour;
    },
    admit(who) {
      access = accessCheck(who, name);
    },
    disconnect() {
      for (const socket of core.watch.sockets()) socket.destroy();
    },
    async [Symbol.asyncDispose]() {
      const silent = server.listening ? once(server, 'close') : undefined;
      server.close();
      const sockets = core.watch.sockets();
      const closed = sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve)));
      for (const socket of sockets) socket.destroy();
      await Promise.all([silent, ...closed, ...core.held]);
      core.watch[Symbol.dispose]();
    },
  };
}

async function listen(server: Server, port: number, host: string): Promise<AddressInfo> {
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('The proxy listens on no TCP port.');
  return address;
}

/** RFC 9110 section 7.6.3: a token or a host with a port stands in `Via`. */
function pseudonym(name: string): string {
  return name.replace(/[^!#$%&'*+.^_`|~0-9A-Za-z:-]/g, '-');
}

/** Node's HTTP server gives its connections to `accept`. @returns what gives one back to it. */
function takeOverConnections(server: Server, accept: (socket: Socket) => void): (socket: Socket) => void {
  const [serve] = server.listeners('connection');
  server.removeAllListeners('connection').on('connection', accept);
  return (socket) => serve?.call(server, socket);
}
