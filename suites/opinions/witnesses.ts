import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { MOST_PROXIES, type Opinion } from './question.ts';

/**
 * Servers in the place of every proxy and of the web. Whoever is asked, for whatever host, answers with who it is:
 * the answer to a request proves the way that it took.
 */
export interface Witnesses extends AsyncDisposable {
  /** Ports on 127.0.0.1 of those in the place of proxies, by position in the configuration. */
  readonly proxies: readonly number[];
  /** Port of the one in the place of the web. */
  readonly direct: number;
}

const DIRECT = 'direct';

/** Marks an answer as a witness's: `data-marker="proxy 2"`. */
const answerOf = (witness: string): string => `<!doctype html><p data-marker="${witness}">`;

/** Who answered, by the marker of the answer. */
export function witnessed(marker: string | undefined): Opinion {
  const index = /^proxy (\d)$/.exec(marker ?? '')?.[1];
  if (index !== undefined) return { kind: 'proxy', index: Number(index) };
  return marker === DIRECT ? { kind: 'direct' } : { kind: 'lost', why: `it was answered by ${marker ?? 'no witness'}` };
}

export async function startWitnesses(): Promise<Witnesses> {
  const names = [...Array.from({ length: MOST_PROXIES }, (_, index) => `proxy ${index}`), DIRECT];
  const servers = await Promise.all(names.map(startWitness));
  const ports = servers.map(({ port }) => port);
  return {
    proxies: ports.slice(0, MOST_PROXIES),
    direct: ports[MOST_PROXIES] ?? 0,
    async [Symbol.asyncDispose]() {
      await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()));
    },
  };
}

async function startWitness(name: string): Promise<AsyncDisposable & { readonly port: number }> {
  const sockets = new Set<Socket>();
  const server = http.createServer((_request, response) => {
    response.writeHead(200, {
      'content-type': 'text/html',
      'access-control-allow-origin': '*',
      connection: 'close',
    });
    response.end(answerOf(name));
  });
  // What comes through the tunnel is answered by the one who was asked for it.
  server.on('connect', (_request, socket: Socket) => {
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    server.emit('connection', socket);
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
