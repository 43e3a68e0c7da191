import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Caller } from '../access/principal.ts';
import { matchPath } from '../api/path-template.ts';
import { receiveHead } from '../api/received-request.ts';
import { type Endpoint, presentable } from '../api/request-listener.ts';
import { ServiceError } from '../api/service-error.ts';
import type { BrowserSessions } from '../sessions/browser-sessions.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';
import type { SessionStream } from './session-stream.ts';

const PATH = '/browser-streams/{browserIdentifier}/sessions/{sessionId}/{stream}';

export interface StreamUpgradesOptions {
  readonly sessions: BrowserSessions;
  readonly endpoint: Endpoint;
  /** By the last segment of their paths. */
  readonly streams: ReadonlyMap<string, SessionStream>;
}

/** Lets signed WebSocket handshakes through to the session's stream that they ask for, and refuses all others. */
export class StreamUpgrades {
  readonly #options: StreamUpgradesOptions;

  constructor(options: StreamUpgradesOptions) {
    this.#options = options;
  }

  /** Listener of the server's `upgrade` event. */
  async upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const { endpoint } = this.#options;
    const requestId = randomUUID();
    // `close` follows; a client that resets its connection is nobody's fault.
    socket.on('error', () => undefined);
    try {
      const request = receiveHead(incoming, requestId);
      const caller = await endpoint.verifier.verify(request, endpoint.browsers.signingName);
      const { session, stream } = this.#find(request.path, caller);
      await stream.open(session, { incoming, socket, head });
    } catch (error) {
      this.#refuse(socket, presentable(error, requestId, endpoint.log), requestId);
    }
  }

  #find(path: string, caller: Caller) {
    const labels = matchPath(PATH, path);
    const name = labels?.get('stream') ?? '';
    const stream = this.#options.streams.get(name);
    if (!labels || !stream) throw new ServiceError('UnknownOperationException', 'No stream has this path');
    const browserIdentifier = labels.get('browserIdentifier') ?? '';
    this.#options.endpoint.guard.authorizeStream(name, browserIdentifier, caller);
    const session = this.#options.sessions.get(browserIdentifier, labels.get('sessionId') ?? '', caller);
    if (!session.running) throw new ServiceError('ResourceNotFoundException', 'The browser session has ended');
    return { session, stream };
  }

  #refuse(socket: Duplex, error: ServiceError, requestId: string): void {
    // Cut meanwhile: nobody is left to be told.
    if (socket.destroyed) return;
    const { browsers, log } = this.#options.endpoint;
    const answer = browsers.refuse(error);
    refuseUpgrade(socket, answer, requestId);
    log({ type: 'stream-refused', requestId, status: answer.status, error: error.code });
  }
}
