import { once } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import http2 from 'node:http2';
import net, { type AddressInfo, type Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import { WebSocketServer } from 'ws';
import type { SocketAddress } from '../../proxies/record.ts';
import type { OriginSighting } from '../evidence/sightings.ts';
import { answer, greet } from './answer.ts';
import { digestBody, hasBody } from './body.ts';
import { createOriginCertificate, type OriginCertificate } from './certificate.ts';
import { observe, peerKey } from './observe.ts';

export interface OriginOptions {
  /** Receives every sighting: in the order of the requests, one with a body when that is over. */
  readonly onSighting: (sighting: OriginSighting) => void;
  /**
   * Byte strings that must never arrive here (credentials of the run, in every encoding). Headers that hold one
   * are reported by name.
   */
  readonly canaries?: () => readonly string[];
  /** Whether a host is offered HTTP/2 by ALPN; default: none is. */
  readonly offersHttp2?: (serverName: string) => boolean;
  /** Default: made anew. */
  readonly certificate?: OriginCertificate;
  /** A certificate with the same key for each name that clients ask for. Default: the one certificate serves them all. */
  readonly certificateFor?: (serverName: string) => Promise<SecureContext>;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  /** A second port for the same traffic, as there are 80 and 443; 0 for any free one. Default: there is one port. */
  readonly secondPort?: number;
}

/** The web server that answers for every domain. */
export interface Origin extends AsyncDisposable {
  /** One address for http, https, h2, ws and wss alike: the first byte of a connection tells TLS from plain text. */
  readonly address: SocketAddress;
  /** SHA-256 of the certificate's public key, base64. */
  readonly publicKeyHash: string;
}

/** One that runs in this process. */
export interface LocalOrigin extends Origin {
  /** Where the same is served, if it has two ports. */
  readonly secondAddress?: SocketAddress;
}

/** First byte of a TLS record that carries a handshake (RFC 8446, section 5.1). */
const TLS_HANDSHAKE = 0x16;

/** A client that connects and says nothing is dropped after this long. */
const SILENCE_MILLISECONDS = 30_000;

/** Starts the origin, on a free loopback port unless told otherwise. Disposing it ends every connection. */
export async function startOrigin(options: OriginOptions): Promise<LocalOrigin> {
  const { certificate = await createOriginCertificate(), certificateFor, host = '127.0.0.1' } = options;
  const acceptedAt = new Map<string, number>();
  const sockets = new Set<Socket>();
  const webSockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });

  const look = (request: IncomingMessage | http2.Http2ServerRequest, tls: boolean, webSocket: boolean) =>
    observe(request, { tls, webSocket, acceptedAt, canaries: options.canaries?.() ?? [] });
  const serve =
    (tls: boolean) =>
    async (
      request: IncomingMessage | http2.Http2ServerRequest,
      response: ServerResponse | http2.Http2ServerResponse,
    ): Promise<void> => {
      const seen = look(request, tls, false);
      // At once where there is no body, so that sightings keep the order of the requests.
      const sighting = hasBody(request) ? { ...seen, body: await digestBody(request) } : seen;
      options.onSighting(sighting);
      answer(sighting, request.url ?? '', response);
    };
  const upgrade = (tls: boolean) => (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const sighting = look(request, tls, true);
    options.onSighting(sighting);
    webSockets.handleUpgrade(request, socket, head, (connection) => greet(sighting, connection));
  };

  const plain = http.createServer(serve(false)).on('upgrade', upgrade(false));
  const secure = http2
    .createSecureServer({
      key: certificate.key,
      cert: certificate.certificate,
      allowHTTP1: true,
      ...(certificateFor === undefined
        ? {}
        : {
            SNICallback: (name: string, done: (error: Error | null, context?: SecureContext) => void) =>
              void certificateFor(name).then((context) => done(null, context), done),
          }),
      ALPNCallback: ({ servername, protocols }) => {
        // Without a server name it is no string, whatever its type says.
        const preferred = options.offersHttp2?.(servername || '') && protocols.includes('h2') ? 'h2' : 'http/1.1';
        return protocols.includes(preferred) ? preferred : undefined;
      },
    })
    .on('request', serve(true))
    .on('upgrade', upgrade(true));
  // A browser that gives up on a handshake is part of the experiment, not an error of ours.
  secure.on('tlsClientError', (_error, socket) => socket.destroy());
  plain.on('clientError', (_error, socket) => socket.destroy());

  const accept = (socket: Socket): void => {
    const peer = peerKey(socket);
    acceptedAt.set(peer, performance.timeOrigin + performance.now());
    sockets.add(socket);
    socket.on('close', () => {
      acceptedAt.delete(peer);
      sockets.delete(socket);
    });
    socket.on('error', () => socket.destroy());
    socket.setTimeout(SILENCE_MILLISECONDS, () => socket.destroy());
    socket.once('data', (chunk: Buffer) => {
      socket.pause();
      socket.setTimeout(0);
      socket.unshift(chunk);
      if (chunk[0] === TLS_HANDSHAKE) {
        secure.emit('connection', socket);
      } else {
        plain.emit('connection', socket);
        socket.resume();
      }
    });
  };
  const fronts: net.Server[] = [];
  const dispose = async (): Promise<void> => {
    const closed = fronts.map((front) => once(front, 'close'));
    for (const front of fronts) front.close();
    for (const socket of sockets) socket.destroy();
    webSockets.close();
    await Promise.all(closed);
  };
  const open = async (port: number): Promise<SocketAddress> => {
    const front = net.createServer({ noDelay: true }, accept);
    front.listen(port, host);
    await once(front, 'listening');
    fronts.push(front);
    const bound = front.address() as AddressInfo;
    return { address: bound.address, port: bound.port };
  };
  try {
    const address = await open(options.port ?? 0);
    const second = options.secondPort === undefined ? {} : { secondAddress: await open(options.secondPort) };
    return { address, ...second, publicKeyHash: certificate.publicKeyHash, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}
