import { type WebSocket, WebSocketServer } from 'ws';
import { ServiceError } from '../api/service-error.ts';
import { type EventLog, faultOf } from '../events.ts';
import type { BrowserSession } from '../sessions/browser-session.ts';
import type { Handshake, SessionStream } from '../streams/session-stream.ts';
import { type BrowserEvent, connectBrowser } from './browser-connection.ts';
import { lastUsedPage } from './last-used-page.ts';
import { Viewer } from './viewer.ts';
import { readViewerMessage } from './viewer-message.ts';

/** Far more than a person can paste into a page at once. */
const MAX_MESSAGE_BYTES = 1024 * 1024;

/** Close code of RFC 6455, 7.4.1. */
const NORMAL = 1000;

/** The WebSocket of the live view: any number of viewers, each with a DevTools connection of its own. */
export class LiveViewStream implements SessionStream {
  readonly #log: EventLog;
  readonly #server = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: MAX_MESSAGE_BYTES });

  constructor(log: EventLog) {
    this.#log = log;
  }

  /** @throws {ServiceError} InternalServerException */
  async open(session: BrowserSession, { incoming, socket, head }: Handshake): Promise<void> {
    if (!session.running) throw new ServiceError('ResourceNotFoundException', 'The browser session has ended');
    const { devToolsUrl } = session.running.browser;
    let viewer: Viewer | undefined;
    const { browser, pageId } = await connect(devToolsUrl, (event) => viewer?.hear(event));
    if (session.lifetime.aborted || socket.destroyed) {
      browser[Symbol.dispose]();
      throw new ServiceError('ResourceNotFoundException', 'The browser session has ended');
    }
    socket.once('close', () => browser[Symbol.dispose]());
    this.#server.handleUpgrade(incoming, socket, head, (webSocket) => {
      viewer = new Viewer(browser, {
        picture: (jpeg) => webSocket.send(jpeg),
        pages: (news) => webSocket.send(JSON.stringify(news)),
      });
      this.#attend(session, webSocket, viewer);
      viewer.start(pageId).catch((error: unknown) => this.#log(faultOf(session.id, error)));
    });
  }

  #attend(session: BrowserSession, webSocket: WebSocket, viewer: Viewer): void {
    const end = () => {
      webSocket.send(JSON.stringify({ ended: true }));
      webSocket.close(NORMAL, 'The session has ended');
    };
    session.lifetime.addEventListener('abort', end, { once: true });
    webSocket.on('message', (data) => {
      const message = readViewerMessage(String(data));
      if (message) viewer.obey(message);
    });
    // `close` follows and says the same.
    webSocket.on('error', () => undefined);
    this.#log({ type: 'stream-opened', sessionId: session.id, stream: 'live-view' });
    webSocket.once('close', () => {
      session.lifetime.removeEventListener('abort', end);
      this.#log({ type: 'stream-closed', sessionId: session.id, stream: 'live-view' });
    });
  }
}

/** @throws {ServiceError} InternalServerException */
async function connect(devToolsUrl: string, hear: (event: BrowserEvent) => void) {
  try {
    return { pageId: await lastUsedPage(devToolsUrl), browser: await connectBrowser(devToolsUrl, hear) };
  } catch {
    throw new ServiceError('InternalServerException', "The session's browser does not answer");
  }
}
