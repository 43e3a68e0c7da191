import type { Socket } from 'node:net';
import { type Answer, answerBytes } from '../protocol/answer.ts';
import { type Authority, type BadTarget, parseAuthority } from '../protocol/authority.ts';
import { type ConnectHead, readConnectHead } from '../protocol/connect-head.ts';
import { hostProblem } from '../protocol/fields.ts';
import { announcesBody } from '../protocol/forwarded-fields.ts';
import { admit, type Candidate } from './admission.ts';
import type { Connection, Phase } from './connection.ts';
import type { Core } from './core.ts';
import { dismiss, MALFORMED, SILENT, TLS_IN_CLEAR, TOO_LARGE, TOO_SLOW } from './dismissal.ts';
import type { Exchange } from './journal.ts';
import { Tunnel } from './tunnel.ts';

const COMPLAINTS = { malformed: MALFORMED, tls: TLS_IN_CLEAR, 'too-large': TOO_LARGE };
const ESTABLISHED = Buffer.from('HTTP/1.1 200 Connection Established\r\n\r\n', 'latin1');

/**
 * Reads the head that a connection begins with. CONNECT, which is most of a browser's traffic, is handled here,
 * for its head is all that there is to read; everything else goes to Node's HTTP server.
 */
export function awaitHead(core: Core, connection: Connection): void {
  if (connection.socket.readableEnded) connection.socket.destroySoon();
  else connection.phase = new HeadReading(core, connection);
}

/** Judges a CONNECT request. `first` is what came with its head. */
export function admitTunnel(core: Core, connection: Connection, head: ConnectHead, first: Buffer): void {
  const request = new TunnelRequest(core, connection, head, first);
  connection.phase = request;
  admit(core, connection, request);
}

class HeadReading implements Phase {
  private readonly core: Core;
  private readonly connection: Connection;
  private received: Buffer | undefined;

  constructor(core: Core, connection: Connection) {
    this.core = core;
    this.connection = connection;
    core.watch.limit(connection, core.limits.headTimeout);
  }

  data(chunk: Buffer): void {
    const received = this.received ? Buffer.concat([this.received, chunk]) : chunk;
    this.received = received;
    const reading = readConnectHead(received, this.core.limits.headBytes);
    if (reading.kind === 'incomplete') return;
    this.core.watch.relax(this.connection);
    if (reading.kind === 'connect') {
      admitTunnel(this.core, this.connection, reading.head, received.subarray(reading.length));
    } else if (reading.kind === 'other') {
      handOver(this.core, this.connection, received);
    } else {
      dismiss(this.core, this.connection, COMPLAINTS[reading.kind]);
    }
  }

  end(): void {
    this.connection.socket.destroySoon();
  }

  expire(): void {
    if (this.received) dismiss(this.core, this.connection, TOO_SLOW);
    else if (this.connection.served) this.connection.socket.destroySoon();
    else dismiss(this.core, this.connection, SILENT);
  }
}

/** A CONNECT request until its fate is decided. What the client sends meanwhile is kept for the tunnel. */
class TunnelRequest implements Candidate, Phase {
  readonly kind = 'tunnel';
  readonly method = 'CONNECT';
  readonly target: Authority | BadTarget;
  readonly rawHeaders: readonly string[];
  readonly problem: string | undefined;
  private readonly core: Core;
  private readonly connection: Connection;
  private readonly httpVersion: string;
  private readonly early: Buffer[];

  constructor(core: Core, connection: Connection, head: ConnectHead, first: Buffer) {
    this.core = core;
    this.connection = connection;
    this.httpVersion = head.httpVersion;
    this.early = first.length > 0 ? [first] : [];
    this.target = parseAuthority(head.target);
    this.rawHeaders = head.rawHeaders;
    this.problem = announcesBody(head.rawHeaders)
      ? 'A CONNECT request has no body.'
      : hostProblem(head.rawHeaders, head.httpVersion);
  }

  data(chunk: Buffer): void {
    this.early.push(chunk);
    this.connection.socket.pause();
  }

  reply(answer: Answer): void {
    // Whatever follows a refused CONNECT was meant for the tunnel, not for the proxy.
    if (answer.connection === 'keep' && this.httpVersion === '1.1' && this.early.length === 0) {
      this.connection.socket.write(answerBytes(answer));
      awaitHead(this.core, this.connection);
    } else {
      this.connection.close(answerBytes({ ...answer, connection: 'close' }));
    }
  }

  discard(): void {
    this.connection.discard();
  }

  proceed(upstream: Socket, exchange: Exchange): void {
    this.connection.socket.write(ESTABLISHED);
    new Tunnel(this.core, exchange, this.connection, upstream, { up: this.early, down: [] });
  }
}

function handOver(core: Core, connection: Connection, received: Buffer): void {
  const { socket } = connection;
  connection.ignore();
  // A flowing socket would emit again what is put back.
  socket.pause();
  socket.unshift(received);
  core.serveHttp(connection);
  socket.resume();
}
