import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Connection } from './connection.ts';
import type { Core } from './core.ts';
import { dismiss, MALFORMED, TOO_LARGE, TOO_SLOW } from './dismissal.ts';
import { admitForward, admitUpgrade } from './forward-admission.ts';
import { admitTunnel } from './front-door.ts';
import { breakOff, finishThenClose, isBusy, refusePipelined } from './pipelining.ts';

/** How often, per head timeout, Node looks for connections that are over it. */
const CHECKS_PER_TIMEOUT = 4;

/** The HTTP server that reads every connection which does not begin with CONNECT; not yet listening. */
export function createHttpServer({ headBytes, headTimeout, idleTimeout }: Core['limits']): Server {
  const server = createServer({
    maxHeaderSize: headBytes,
    headersTimeout: headTimeout,
    connectionsCheckingInterval: Math.ceil(headTimeout / CHECKS_PER_TIMEOUT),
    // The idle timeout bounds bodies; their length is the client's business.
    requestTimeout: 0,
    keepAliveTimeout: idleTimeout,
    // Checked by the proxy itself, for Node answers without telling.
    requireHostHeader: false,
  });
  // The size of the head bounds the fields; Node would drop those beyond 2000 without a word.
  server.maxHeadersCount = 0;
  // Not in Node's types: a client may close its sending side and still get its answer.
  return Object.assign(server, { httpAllowHalfOpen: true });
}

/** Serves what Node's HTTP server reads. `connectionOf` finds the connection behind a socket. */
export function openHttpDoor(
  server: Server,
  core: Core,
  connectionOf: (socket: Duplex) => Connection | undefined,
): void {
  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    const connection = connectionOf(request.socket);
    if (!connection) return;
    if (isBusy(connection)) {
      refusePipelined(connection, response);
    } else {
      connection.conversation = { request, response };
      admitForward(core, connection, connection.conversation);
    }
  };
  server.on('request', onRequest);
  // Expectations are for the destination to meet.
  server.on('checkContinue', onRequest);
  server.on('checkExpectation', onRequest);

  server.on('connect', (request: IncomingMessage, socket: Duplex, early: Buffer) => {
    const connection = connectionOf(socket);
    if (!connection) return;
    if (isBusy(connection)) {
      refusePipelined(connection);
      return;
    }
    const { url = '', rawHeaders, httpVersion } = request;
    // As at the front door.
    if (httpVersion !== '1.0' && httpVersion !== '1.1') dismiss(core, connection, MALFORMED);
    else admitTunnel(core, connection, { target: url, httpVersion, rawHeaders }, early);
  });

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, early: Buffer) => {
    const connection = connectionOf(socket);
    if (!connection) return;
    if (isBusy(connection)) refusePipelined(connection);
    else admitUpgrade(core, connection, request, early);
  });

  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    const connection = connectionOf(socket);
    if (!connection || connection.barred || !socket.writable) return;
    if (isBusy(connection)) {
      connection.barred = true;
      if (connection.conversation?.request.complete) finishThenClose(connection);
      else breakOff(connection);
    } else if (error.code === 'HPE_INVALID_EOF_STATE') {
      // The client left in the middle of a head.
      connection.socket.destroySoon();
    } else if (error.code === 'HPE_HEADER_OVERFLOW') {
      dismiss(core, connection, TOO_LARGE);
    } else {
      dismiss(core, connection, error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? TOO_SLOW : MALFORMED);
    }
  });
}
