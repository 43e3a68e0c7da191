import { answerBytes } from '../protocol/answer.ts';
import { parseAuthority } from '../protocol/authority.ts';
import { type ConnectHead, readConnectHead } from '../protocol/connect-head.ts';
import { hostProblem } from '../protocol/fields.ts';
import { announcesBody } from '../protocol/forwarded-fields.ts';
import { admit } from './admission.ts';
import type { Connection } from './connection.ts';
import type { Core } from './core.ts';
import { dismiss, MALFORMED, SILENT, TLS_IN_CLEAR, TOO_LARGE, TOO_SLOW } from './dismissal.ts';
import { closeGracefully } from './graceful-close.ts';
import { openTunnel } from './tunnel.ts';

const ESTABLISHED = Buffer.from('HTTP/1.1 200 Connection Established\r\n\r\n', 'latin1');

/**
 * Reads the head that a connection begins with. CONNECT, which is most of a browser's traffic, is handled here,
 * for reading it by hand costs a fraction of Node's HTTP server; everything else goes to that server.
 */
export function awaitHead(core: Core, connection: Connection): void {
  const { socket } = connection;
  if (socket.readableEnded) {
    socket.destroySoon();
    return;
  }
  let received: Buffer | undefined;

  const read = (chunk: Buffer) => {
    const bytes = received ? Buffer.concat([received, chunk]) : chunk;
    received = bytes;
    const reading = readConnectHead(bytes, core.limits.headBytes);
    if (reading.kind === 'incomplete') return;
    stop();
    if (reading.kind === 'other') {
      socket.unshift(bytes);
      core.serveHttp(socket);
      socket.resume();
    } else if (reading.kind === 'connect') {
      admitTunnel(core, connection, reading.head, bytes.subarray(reading.length));
    } else {
      const complaints = { malformed: MALFORMED, tls: TLS_IN_CLEAR, 'too-large': TOO_LARGE };
      dismiss(core, connection, complaints[reading.kind]);
    }
  };
  const stop = () => {
    clearTimeout(timer);
    socket.off('data', read).off('end', left).off('close', stop);
    socket.pause();
  };
  const left = () => {
    stop();
    socket.destroySoon();
  };
  const late = () => {
    stop();
    if (received) dismiss(core, connection, TOO_SLOW);
    else if (connection.served) socket.destroySoon();
    else dismiss(core, connection, SILENT);
  };
  const timer = setTimeout(late, core.limits.headTimeout);
  socket.on('data', read).once('end', left).once('close', stop);
  socket.resume();
}

/** Judges a CONNECT request. `early` is what came after its head. */
export function admitTunnel(core: Core, connection: Connection, head: ConnectHead, early: Buffer): void {
  const { socket } = connection;
  const { rawHeaders, httpVersion } = head;
  const body = announcesBody(rawHeaders) ? 'A CONNECT request has no body.' : undefined;
  admit(core, connection, {
    kind: 'tunnel',
    method: 'CONNECT',
    target: parseAuthority(head.target),
    rawHeaders,
    problem: body ?? hostProblem(rawHeaders, httpVersion),
    reply(answer) {
      // Whatever follows a refused CONNECT was meant for the tunnel, not for the proxy.
      if (answer.connection === 'keep' && httpVersion === '1.1' && early.length === 0) {
        socket.write(answerBytes(answer));
        awaitHead(core, connection);
      } else {
        closeGracefully(socket, answerBytes({ ...answer, connection: 'close' }));
      }
    },
    discard: () => socket.resume(),
    proceed(upstream, exchange) {
      socket.write(ESTABLISHED);
      openTunnel(exchange, socket, upstream, early.length > 0 ? { up: early } : {});
    },
  });
}
