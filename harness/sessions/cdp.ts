import { once } from 'node:events';
import { WebSocket } from 'ws';

/** The DevTools connection is gone: the browser crashed, the session ended, or the stream was cut. */
export class SessionLostError extends Error {
  readonly code = 'ERR_SESSION_LOST';

  constructor(reason: string) {
    super(`The connection to the browser session was lost: ${reason}`);
    this.name = 'SessionLostError';
  }
}

/** The browser refused a DevTools command. */
export class DevToolsError extends Error {
  readonly code = 'ERR_DEVTOOLS';

  constructor(method: string, message: string) {
    super(`${method}: ${message}`);
    this.name = 'DevToolsError';
  }
}

/**
 * A bare DevTools connection. Playwright drives everything that a person would do; this one exists for thousands of
 * probes, for which Playwright's own bookkeeping of every request lowers the rate.
 */
export interface Cdp extends AsyncDisposable {
  /**
   * @throws {DevToolsError} when the browser refuses the command.
   * @throws {SessionLostError} when the connection ends first.
   */
  send(method: string, params?: object, sessionId?: string): Promise<Readonly<Record<string, unknown>>>;
  /**
   * Calls `listener` at every event of this name from now on, in place of an earlier listener.
   * @param sessionId only events of this target, which then go to no other listener. Default: events of all.
   */
  on(event: string, listener: (params: Readonly<Record<string, unknown>>) => void, sessionId?: string): void;
}

interface Pending {
  readonly method: string;
  readonly resolve: (result: Record<string, unknown>) => void;
  readonly reject: (error: Error) => void;
}

/** An answer or an event, as far as this client reads it. */
interface Message {
  readonly id?: number;
  /** Name of an event. */
  readonly method?: string;
  readonly sessionId?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

/** Results of a batch of probes arrive as one message. */
const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

/**
 * @throws {SessionLostError} when the stream refuses the connection; the message holds the HTTP status.
 */
export async function connectCdp(url: string, headers: Readonly<Record<string, string>>): Promise<Cdp> {
  const socket = new WebSocket(url, { headers, perMessageDeflate: false, maxPayload: MAX_MESSAGE_BYTES });
  const pending = new Map<number, Pending>();
  const listeners = new Map<string, (params: Readonly<Record<string, unknown>>) => void>();
  let lost: SessionLostError | undefined;
  let lastId = 0;

  const lose = (reason: string): void => {
    lost ??= new SessionLostError(reason);
    for (const { reject } of pending.values()) reject(lost);
    pending.clear();
  };
  socket.on('close', (code) => lose(`the stream closed with code ${code}`));
  socket.on('message', (data) => {
    const message = read(String(data));
    if (message === undefined) {
      lose('it sent something that is no DevTools message');
      socket.terminate();
      return;
    }
    if (message.method !== undefined) {
      const { method, sessionId = '', params = {} } = message;
      (listeners.get(`${method} ${sessionId}`) ?? listeners.get(`${method} `))?.(params);
    }
    const waiting = message.id === undefined ? undefined : pending.get(message.id);
    if (waiting === undefined || message.id === undefined) return;
    pending.delete(message.id);
    if (message.error) waiting.reject(new DevToolsError(waiting.method, message.error.message));
    else waiting.resolve(message.result ?? {});
  });
  try {
    await once(socket, 'open');
  } catch (error) {
    throw new SessionLostError(error instanceof Error ? error.message : String(error));
  }
  socket.on('error', (error) => lose(error.message));

  return {
    send: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        if (lost) return reject(lost);
        const id = ++lastId;
        pending.set(id, { method, resolve, reject });
        socket.send(JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
      }),
    on: (event, listener, sessionId = '') => void listeners.set(`${event} ${sessionId}`, listener),
    async [Symbol.asyncDispose]() {
      if (socket.readyState === WebSocket.CLOSED) return;
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    },
  };
}

function read(text: string): Message | undefined {
  try {
    const message: unknown = JSON.parse(text);
    return typeof message === 'object' && message !== null ? message : undefined;
  } catch {
    return undefined;
  }
}
