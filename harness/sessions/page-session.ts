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
  /** See {@link Cdp.on}. */
  on(event: string, listener: () => void): void;
}

/** Attaches to the session's first page. @throws {DevToolsError} where it has none. */
export async function attachPage(cdp: Cdp): Promise<PageSession> {
  const { targetInfos } = await cdp.send('Target.getTargets');
  const pages = (targetInfos as readonly { type: string; targetId: string }[]).filter(({ type }) => type === 'page');
  const { sessionId } = await cdp.send('Target.attachToTarget', { targetId: pages[0]?.targetId, flatten: true });
  const crashed = new Promise<never>((_, reject) => {
    cdp.on('Inspector.targetCrashed', () => reject(new SessionLostError('the page crashed')));
  });
  // Whoever waits for an answer learns of it.
  crashed.catch(() => undefined);
  const send: PageSession['send'] = (method, params) =>
    Promise.race([cdp.send(method, params, sessionId as string), crashed]);
  await send('Inspector.enable');
  return {
    send,
    on: cdp.on,
    async evaluate(expression) {
      const { result, exceptionDetails } = await send('Runtime.evaluate', {
        expression,
        awaitPromise: true,
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
