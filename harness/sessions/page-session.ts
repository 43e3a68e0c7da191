import type { Cdp } from './cdp.ts';

/** The page that a session came with, over a DevTools connection. */
export interface PageSession {
  send(method: string, params?: object): Promise<Readonly<Record<string, unknown>>>;
  /** The expression's value, awaited where it is a promise; it must survive JSON. */
  evaluate(expression: string): Promise<unknown>;
  /** See {@link Cdp.on}. */
  on(event: string, listener: () => void): void;
}

/** Attaches to the session's first page. @throws {DevToolsError} where it has none. */
export async function attachPage(cdp: Cdp): Promise<PageSession> {
  const { targetInfos } = await cdp.send('Target.getTargets');
  const pages = (targetInfos as readonly { type: string; targetId: string }[]).filter(({ type }) => type === 'page');
  const { sessionId } = await cdp.send('Target.attachToTarget', { targetId: pages[0]?.targetId, flatten: true });
  const send: PageSession['send'] = (method, params) => cdp.send(method, params, sessionId as string);
  return {
    send,
    on: cdp.on,
    async evaluate(expression) {
      const { result } = await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
      return (result as { value?: unknown }).value;
    },
  };
}
