import { once } from 'node:events';
import http, { type IncomingMessage, type RequestListener } from 'node:http';
import https from 'node:https';
import { isIPv6, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ServerCertificate } from './tls/server-certificate.ts';

/**
 * How long an idle connection is kept. Longer than clients keep theirs: where the server closes first, the next
 * request can meet a connection that is being closed.
 */
const KEEP_ALIVE_MILLISECONDS = 5 * 60 * 1000;

/** Listening there is listening everywhere; nobody can be called there. */
const EVERYWHERE: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

interface ServerOptions {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  /** Absent: plain HTTP. */
  readonly certificate: ServerCertificate | undefined;
}

/** A listening server that knows all of its connections. Disposing it ends them, whatever they are doing. */
interface Server extends AsyncDisposable {
  /** `http://host:port` or `https://host:port`; of one that listens everywhere, on loopback. */
  readonly origin: string;
  onRequest(listener: RequestListener): void;
  onUpgrade(listener: (incoming: IncomingMessage, socket: Duplex, head: Buffer) => void): void;
  /** Accepts no further connection; those that exist go on. */
  stopListening(): void;
}

/** @throws {Error} `EADDRINUSE`, … when it cannot listen. */
export async function startServer({ host, port, certificate }: ServerOptions): Promise<Server> {
  const options = { keepAliveTimeout: KEEP_ALIVE_MILLISECONDS };
  const server = certificate
    ? https.createServer({ ...options, cert: certificate.certificate, key: certificate.key })
    : http.createServer(options);
  const sockets = new Set<Socket>();
  // Of an https server these are the connections below TLS: they exist before the handshake.
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const closed = new Promise<void>((resolve) => void server.once('close', resolve));
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port');
  const scheme = certificate ? 'https' : 'http';
  const reached = EVERYWHERE[host] ?? host;
  return {
    origin: `${scheme}://${isIPv6(reached) ? `[${reached}]` : reached}:${address.port}`,
    onRequest: (listener) => void server.on('request', listener),
    onUpgrade: (listener) => void server.on('upgrade', listener),
    stopListening: () => void server.close(),
    async [Symbol.asyncDispose]() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
