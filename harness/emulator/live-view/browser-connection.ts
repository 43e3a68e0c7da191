import { once } from 'node:events';
import { WebSocket } from 'ws';

/** Something that the browser tells. */
export interface BrowserEvent {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** The page's session, where it is about an attached page. */
  readonly sessionId?: string;
}

/** A connection to a browser's DevTools that hears its events. Disposing it lets go of every page. */
export interface BrowserConnection extends Disposable {
  /** @throws {Error} when the browser refuses the command, or has gone. */
  send(method: string, params?: object, sessionId?: string): Promise<Readonly<Record<string, unknown>>>;
}

/** An answer or an event, as far as it is read here. */
interface Message {
  readonly id?: number;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

interface Waiting {
  readonly resolve: (result: Readonly<Record<string, unknown>>) => void;
  readonly reject: (error: Error) => void;
}

/**
 * @param hear is called with every event.
 * @throws {Error} when the browser does not answer.
 */
export async function connectBrowser(url: string, hear: (event: BrowserEvent) => void): Promise<BrowserConnection> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  socket.on('message', (data) => {
    const message: Message & BrowserEvent = JSON.parse(String(data));
    if (message.id === undefined) return hear(message);
    const { resolve, reject } = waiting.get(message.id) ?? {};
    waiting.delete(message.id);
    if (message.error) reject?.(new Error(message.error.message));
    else resolve?.(message.result ?? {});
  });
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('The browser has gone'));
    waiting.clear();
  });
  await once(socket, 'open');
  // `close` follows and says the same.
  socket.on('error', () => undefined);
  return {
    send: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        if (socket.readyState !== WebSocket.OPEN) return reject(new Error('The browser has gone'));
        waiting.set(++lastId, { resolve, reject });
        socket.send(JSON.stringify({ id: lastId, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
      }),
    [Symbol.dispose]: () => socket.terminate(),
  };
}
