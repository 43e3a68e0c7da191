import http, { type IncomingMessage, type RequestOptions } from 'node:http';
import { authorization } from './ask.ts';
import { connectTo, NoConnectionError, secure, type Way } from './connect.ts';
import type { Destination } from './own-proxy.ts';

/** What was fetched. */
export interface Fetched {
  readonly status: number;
  readonly bytes: number;
  /** The beginning of the body. */
  readonly text: string;
  /** From the request to the last byte, without making the connection. */
  readonly milliseconds: number;
}

/** Milliseconds for a whole answer. */
const FETCH_TIMEOUT_MILLISECONDS = 30_000;
/** Characters of a body that are kept: an address and what may stand around it. */
const KEPT_CHARACTERS = 4096;

/**
 * Fetches a destination's URL over a connection of its own. Who vouches for the other side does not matter here.
 * @throws {NoConnectionError}
 */
export async function fetchBy(way: Way, destination: Destination): Promise<Fetched> {
  const { url, tls, authority } = destination;
  const { pathname, search } = new URL(url);
  const headers = { host: new URL(url).host, 'accept-encoding': 'identity', connection: 'close' };
  if (way.kind === 'proxy' && !tls) {
    const { address, credentials } = way.proxy;
    const asked = { ...headers, host: authority, ...authorization(credentials) };
    return get({ host: address.host, port: address.port, path: url, headers: asked, agent: false });
  }
  const plain = await connectTo(way, destination);
  const socket = tls ? await secure(plain, destination, []) : plain;
  try {
    return await get({ createConnection: () => socket, path: `${pathname}${search}`, headers });
  } finally {
    socket.destroy();
    plain.destroy();
  }
}

function get(options: RequestOptions): Promise<Fetched> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const request = http.get(options);
    const timer = setTimeout(
      () => request.destroy(new NoConnectionError('no whole answer in time')),
      FETCH_TIMEOUT_MILLISECONDS,
    );
    const fail = (error: NodeJS.ErrnoException): void => {
      clearTimeout(timer);
      request.destroy();
      reject(error instanceof NoConnectionError ? error : new NoConnectionError(error.code ?? error.name));
    };
    request.on('error', fail);
    request.on('response', (response: IncomingMessage) => {
      let bytes = 0;
      let text = '';
      response.on('error', fail);
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (text.length < KEPT_CHARACTERS) text += chunk.toString('latin1');
      });
      response.on('end', () => {
        clearTimeout(timer);
        resolve({ status: response.statusCode ?? 0, bytes, text, milliseconds: performance.now() - started });
      });
    });
  });
}
