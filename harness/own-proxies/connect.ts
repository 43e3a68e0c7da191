import { connect, isIP, type LookupFunction, type Socket } from 'node:net';
import tls, { type TLSSocket } from 'node:tls';
import type { Authority } from '../../proxies/index.ts';
import { answerWords, ask } from './ask.ts';
import type { Destination, OwnProxy } from './own-proxy.ts';

/** The way to a destination. */
export type Way =
  | { readonly kind: 'proxy'; readonly proxy: Pick<OwnProxy, 'address' | 'credentials'> }
  | { readonly kind: 'direct'; readonly lookup: LookupFunction };

/** There is no connection to a destination; the message says why, as a clause. */
export class NoConnectionError extends Error {
  readonly code = 'ERR_NO_CONNECTION';

  constructor(reason: string) {
    super(reason);
    this.name = 'NoConnectionError';
  }
}

/** Milliseconds for a connection or a handshake, direct or through a proxy that has let it pass already. */
const CONNECT_TIMEOUT_MILLISECONDS = 10_000;

/**
 * Connects to a destination: through a tunnel of the proxy, or directly.
 * @returns a socket that is the caller's to destroy.
 * @throws {NoConnectionError}
 */
export async function connectTo(way: Way, destination: Destination): Promise<Socket> {
  if (way.kind === 'proxy') {
    const answer = await ask(way.proxy.address, { ...destination, kind: 'tunnel' }, way.proxy.credentials);
    if (answer.kind === 'answered' && answer.tunnel !== undefined) return answer.tunnel;
    throw new NoConnectionError(`the proxy ${answerWords(answer)}`);
  }
  const socket = connect({ ...addressOf(destination), lookup: way.lookup });
  await settled(socket, 'connect');
  return socket;
}

/**
 * Whether TLS is spoken at an address itself.
 * @param address of something that did not understand a request in plain HTTP.
 */
export async function takesTls({ host, port }: Authority): Promise<boolean> {
  const socket = connect({ host, port });
  try {
    await settled(socket, 'connect');
    (await secure(socket, { host }, [])).destroy();
    return true;
  } catch (error) {
    if (!(error instanceof NoConnectionError)) throw error;
    return false;
  } finally {
    socket.destroy();
  }
}

/**
 * Makes a TLS connection of a socket. Whom the other side has to be vouched for by, the caller decides by what the
 * result says (`authorized`).
 * @param authorities PEM of each certificate that is trusted, with all that it has signed: as browsers do, also where
 *   another one has signed it.
 * @throws {NoConnectionError} where there is no handshake.
 */
export async function secure(
  socket: Socket,
  { host }: Pick<Destination, 'host'>,
  authorities: readonly string[],
): Promise<TLSSocket> {
  const bare = host.replace(/^\[|\]$/g, '');
  // An address has no place in the handshake; the certificate has to be for it all the same.
  const name = isIP(bare) === 0 ? { servername: bare } : { host: bare };
  const trust = { ca: [...authorities], allowPartialTrustChain: true, rejectUnauthorized: false };
  const secured = tls.connect({ socket, ...name, ...trust });
  await settled(secured, 'secureConnect');
  return secured;
}

/** The address of a destination for Node, which takes IPv6 without its brackets. */
function addressOf({ authority }: Destination): Authority {
  const { hostname, port } = new URL(`none://${authority}`);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) };
}

function settled(socket: Socket, event: 'connect' | 'secureConnect'): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string): void => {
      clearTimeout(timer);
      socket.destroy();
      reject(new NoConnectionError(reason));
    };
    const timer = setTimeout(() => fail('ETIMEDOUT'), CONNECT_TIMEOUT_MILLISECONDS);
    // Stays: a socket may break later, when its user is done with it.
    socket.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.name));
    socket.once('close', () => fail('it was closed'));
    socket.once(event, () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
