import { type Cdp, DevToolsError, SessionLostError } from './cdp.ts';

/** The page that a session came with, over a DevTools connection. */
export interface PageSession {
  /** @throws {SessionLostError} also when the page crashes, which would leave commands without an answer. */
  send(method: string, params?: object): Promise<Readonly<Record<string, unknown>>>;
  /**
   * The expression's value, awaited where it is a promise; it must survive JSON.
   * @throws {DevToolsError} where the expression does.
   */
  evaluate(expression: string): Promise<unknown>;
  /** Calls `listener` at every event of this page, see {@link Cdp.on}. */
  on(event: string, listener: (params: Readonly<Record<string, unknown>>) => void): void;
}

/** Attaches to the session's first page. @throws {DevToolsError} where it has none. */
export async function attachPage(cdp: Cdp): Promise<PageSession> {
  const { targetInfos } = await cdp.send('Target.getTargets');
  const pages = (targetInfos as readonly { type: string; targetId: string }[]).filter(({ type }) => type === 'page');
  return attach(cdp, pages[0]?.targetId);
}

/** Opens a page of its own beside the session's first. */
export async function openPage(cdp: Cdp): Promise<PageSession> {
  const { targetId } = await cdp.send('Target.createTarget', { url: 'about:blank' });
  return attach(cdp, targetId);
}

async function attach(cdp: Cdp, targetId: unknown): Promise<PageSession> {
  const attached = await cdp.send('Target.attachToTarget', { targetId, flatten: true });
  const sessionId = String(attached['sessionId']);
  const crashed = new Promise<never>((_, reject) => {
    // A worker that ends with its page is told of in the same way.
    cdp.on('Inspector.targetCrashed', () => reject(new SessionLostError('the page crashed')), sessionId);
  });
  // Whoever waits for an answer learns of it.
  crashed.catch(() => undefined);
  const send: PageSession['send'] = (method, params) => Promise.race([cdp.send(method, params, sessionId), crashed]);
  await send('Inspector.enable');
  return {
    send,
    on: (event, listener) => cdp.on(event, listener, sessionId),
    async evaluate(expression) {
      const { result, exceptionDetails } = await send('Runtime.evaluate', {
        expression,
        awaitPromise: true,
        // A page may open a window only for a person.
        userGesture: true,
        returnByValue: true,
      });
      if (exceptionDetails !== undefined) {
        const { text, exception } = exceptionDetails as { text: string; exception?: { description?: string } };
        throw new DevToolsError('Runtime.evaluate', exception?.description?.split('\n')[0] ?? text);
      }
      return (result as { value?: unknown }).value;
    },
  };
}
