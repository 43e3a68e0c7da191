import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { matchPath } from '../api/path-template.ts';
import { receiveHead } from '../api/received-request.ts';
import { type Endpoint, presentable } from '../api/request-listener.ts';
import { ServiceError } from '../api/service-error.ts';
import type { BrowserSession } from '../sessions/browser-session.ts';
import type { BrowserSessions } from '../sessions/browser-sessions.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';
import { relay } from './relay.ts';

const PATH = '/browser-streams/{browserIdentifier}/sessions/{sessionId}/automation';

/** Largest DevTools message either way, in bytes; a screenshot of a long page takes tens of megabytes. */
const MAX_MESSAGE_BYTES = 100 * 1024 * 1024;

// Messages are passed on unread: nothing to compress for, nothing to check.
const TRANSPARENT = { perMessageDeflate: false, maxPayload: MAX_MESSAGE_BYTES, skipUTF8Validation: true } as const;

/** The one client of a session, from its upgrade request on. */
interface Client {
  readonly session: BrowserSession;
  readonly socket: Duplex;
  /** The session's end of the stream. */
  readonly browser: WebSocket;
  /** The client's end, once the handshake is done. */
  webSocket?: WebSocket;
}

/** Connects clients to their session's DevTools: one client at a time, as on the real service. */
export class AutomationStreams {
  readonly #sessions: BrowserSessions;
  readonly #endpoint: Endpoint;
  readonly #clients = new Map<string, Client>();
  readonly #server = new WebSocketServer({ ...TRANSPARENT, noServer: true });

  constructor(sessions: BrowserSessions, endpoint: Endpoint) {
    this.#sessions = sessions;
    this.#endpoint = endpoint;
  }

  /** Listener of the server's `upgrade` event. Refuses with 403 (signature), 404 (no such session) or 429 (in use). */
  async upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const requestId = randomUUID();
    // `close` follows; a client that resets its connection is nobody's fault.
    socket.on('error', () => undefined);
    try {
      const request = receiveHead(incoming, requestId);
      await this.#endpoint.verifier.verify(request, this.#endpoint.browsers.signingName);
      const client = this.#admit(this.#find(request.path), socket);
      const unreachable = () => {
        const error = new ServiceError('InternalServerException', "The session's browser does not answer");
        this.#refuse(socket, error, requestId);
      };
      client.browser.once('error', unreachable);
      client.browser.once('open', () => {
        client.browser.off('error', unreachable);
        this.#server.handleUpgrade(incoming, socket, head, (webSocket) => this.#connect(client, webSocket));
      });
    } catch (error) {
      this.#refuse(socket, presentable(error, requestId, this.#endpoint.log), requestId);
    }
  }

  #find(path: string): BrowserSession {
    const labels = matchPath(PATH, path);
    if (!labels) throw new ServiceError('UnknownOperationException', 'No stream has this path');
    return this.#sessions.get(labels.get('browserIdentifier') ?? '', labels.get('sessionId') ?? '');
  }

  /** Takes the session's only place; the client's connection and the browser's end with the session. */
  #admit(session: BrowserSession, socket: Duplex): Client {
    if (!session.running) throw new ServiceError('ResourceNotFoundException', 'The browser session has ended');
    const present = this.#clients.get(session.id);
    if (present && isBusy(present)) {
      throw new ServiceError('ThrottlingException', 'Another client is connected to the automation stream');
    }
    const browser = new WebSocket(session.running.browser.devToolsUrl, TRANSPARENT);
    const client: Client = { session, socket, browser };
    this.#clients.set(session.id, client);
    const cut = () => {
      socket.destroy();
      browser.terminate();
    };
    session.lifetime.addEventListener('abort', cut, { once: true });
    socket.once('close', () => {
      session.lifetime.removeEventListener('abort', cut);
      if (this.#clients.get(session.id) === client) this.#clients.delete(session.id);
      // Gone before its handshake: there is no relay yet that would tell the browser.
      if (!client.webSocket) browser.terminate();
    });
    return client;
  }

  #connect(client: Client, webSocket: WebSocket): void {
    client.webSocket = webSocket;
    relay(webSocket, client.browser);
    const sessionId = client.session.id;
    this.#endpoint.log({ type: 'stream-opened', sessionId });
    webSocket.once('close', () => this.#endpoint.log({ type: 'stream-closed', sessionId }));
  }

  #refuse(socket: Duplex, error: ServiceError, requestId: string): void {
    // Cut meanwhile: nobody is left to be told.
    if (socket.destroyed) return;
    const answer = this.#endpoint.browsers.refuse(error);
    refuseUpgrade(socket, answer, requestId);
    this.#endpoint.log({ type: 'stream-refused', requestId, status: answer.status, error: error.code });
  }
}

/** A client that has said goodbye no longer counts, even while its connection is being closed. */
function isBusy({ socket, webSocket }: Client): boolean {
  return !socket.destroyed && (!webSocket || webSocket.readyState === WebSocket.OPEN);
}
