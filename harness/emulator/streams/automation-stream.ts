import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { ServiceError } from '../api/service-error.ts';
import type { EventLog } from '../events.ts';
import type { BrowserSession } from '../sessions/browser-session.ts';
import { relay } from './relay.ts';
import type { Handshake, SessionStream } from './session-stream.ts';

/** Largest DevTools message either way, in bytes; a screenshot of a long page takes tens of megabytes. */
const MAX_MESSAGE_BYTES = 100 * 1024 * 1024;

// Messages are passed on unread: nothing to compress for, nothing to check.
const TRANSPARENT = { perMessageDeflate: false, maxPayload: MAX_MESSAGE_BYTES, skipUTF8Validation: true } as const;

/** The one client of a session, from its handshake on. */
interface Client {
  readonly socket: Duplex;
  /** The session's end of the stream. */
  readonly browser: WebSocket;
  /** The client's end, once the handshake is done. */
  webSocket?: WebSocket;
}

/** Connects clients to their session's DevTools: one client at a time, as on the real service. */
export class AutomationStream implements SessionStream {
  readonly #log: EventLog;
  /** By session id. */
  readonly #clients = new Map<string, Client>();
  readonly #server = new WebSocketServer({ ...TRANSPARENT, noServer: true });

  constructor(log: EventLog) {
    this.#log = log;
  }

  /**
   * @throws {ServiceError} ThrottlingException (429) while another client is connected, ConflictException (409) while
   * the stream is disabled (UNCONFIRMED how the real service refuses then), InternalServerException
   */
  async open(session: BrowserSession, handshake: Handshake): Promise<void> {
    const client = this.#admit(session, handshake.socket);
    await new Promise<void>((resolve, reject) => {
      const unreachable = () =>
        reject(new ServiceError('InternalServerException', "The session's browser does not answer"));
      client.browser.once('error', unreachable);
      // In the same turn, so that nothing the browser says goes unheard.
      client.browser.once('open', () => {
        client.browser.off('error', unreachable);
        this.#server.handleUpgrade(handshake.incoming, handshake.socket, handshake.head, (webSocket) =>
          this.#connect(client, webSocket, session.id),
        );
        resolve();
      });
    });
  }

  /** Takes the session's only place; the client's connection and the browser's end with the session. */
  #admit(session: BrowserSession, socket: Duplex): Client {
    const present = this.#clients.get(session.id);
    if (present && isBusy(present)) {
      throw new ServiceError('ThrottlingException', 'Another client is connected to the automation stream');
    }
    if (!session.running) throw new ServiceError('ResourceNotFoundException', 'The browser session has ended');
    const stream = session.automationStream;
    if (stream.status === 'DISABLED') throw new ServiceError('ConflictException', 'The automation stream is disabled');
    const browser = new WebSocket(session.running.browser.devToolsUrl, TRANSPARENT);
    const client: Client = { socket, browser };
    this.#clients.set(session.id, client);
    const cut = () => {
      socket.destroy();
      browser.terminate();
    };
    stream.disabled.addEventListener('abort', cut, { once: true });
    socket.once('close', () => {
      stream.disabled.removeEventListener('abort', cut);
      if (this.#clients.get(session.id) === client) this.#clients.delete(session.id);
      // Gone before its handshake: there is no relay yet that would tell the browser.
      if (!client.webSocket) browser.terminate();
    });
    return client;
  }

  #connect(client: Client, webSocket: WebSocket, sessionId: string): void {
    client.webSocket = webSocket;
    relay(webSocket, client.browser);
    this.#log({ type: 'stream-opened', sessionId, stream: 'automation' });
    webSocket.once('close', () => this.#log({ type: 'stream-closed', sessionId, stream: 'automation' }));
  }
}

/** A client that has said goodbye no longer counts, even while its connection is being closed. */
function isBusy({ socket, webSocket }: Client): boolean {
  return !socket.destroyed && (!webSocket || webSocket.readyState === WebSocket.OPEN);
}
