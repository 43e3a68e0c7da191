import { type Cdp, connectCdp, DevToolsError, SessionLostError } from '../../sessions/cdp.ts';
import { ControlError } from '../session-browser.ts';

/** One tab, over a DevTools connection of ours. */
export interface Page {
  readonly targetId: string;
  send(method: string, params?: object): Promise<Readonly<Record<string, unknown>>>;
  /** The expression's value, awaited where it is a promise; it must survive JSON. */
  evaluate(expression: string): Promise<unknown>;
}

/**
 * How long a browser may take for what is asked of it at once. A page that a dialog holds up never answers; the slowest
 * answer seen otherwise took more than 15 s, on a machine with fifteen times more to do than it could. Clients wait for
 * 60 s (botocore).
 */
const ANSWER_TIMEOUT_MILLISECONDS = 45_000;

/**
 * Opens a DevTools connection for one job, beside the automation stream.
 * @throws {ControlError} where the browser refuses, is gone, or does not answer.
 */
export async function withDevTools<Result>(url: string, job: (cdp: Cdp) => Promise<Result>): Promise<Result> {
  await using cdp = await inTime(connectCdp(url, {}));
  return await inTime(job(cdp));
}

/**
 * Waits for what a browser was asked, and no longer than a client would.
 * @throws {ControlError} where the browser refuses, is gone, or does not answer.
 */
export async function inTime<Result>(answer: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const message = `The page did not answer within ${ANSWER_TIMEOUT_MILLISECONDS / 1000} s; where it has opened a dialog, automation has to answer that first`;
    timer = setTimeout(() => reject(new ControlError(message)), ANSWER_TIMEOUT_MILLISECONDS);
  });
  try {
    return await Promise.race([answer, late]);
  } catch (error) {
    if (!(error instanceof DevToolsError || error instanceof SessionLostError)) throw error;
    throw new ControlError(error.message, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

/** The tab that was used last. @throws {ControlError} */
export async function attachToLastUsed(cdp: Cdp, url: string): Promise<Page> {
  return attach(cdp, await lastUsedTab(url));
}

export async function attach(cdp: Cdp, targetId: string): Promise<Page> {
  const { sessionId } = await cdp.send('Target.attachToTarget', { targetId, flatten: true });
  const send: Page['send'] = (method, params) => cdp.send(method, params, String(sessionId));
  return {
    targetId,
    send,
    async evaluate(expression) {
      const answer = await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
      if (answer['exceptionDetails'] !== undefined) throw new ControlError('The page refused a script');
      return (answer['result'] as { value?: unknown }).value;
    },
  };
}

/** DevTools' HTTP interface lists the tabs in the order of their last use; its protocol does not. */
async function lastUsedTab(url: string): Promise<string> {
  const { host } = new URL(url);
  const answer = await fetch(`http://${host}/json/list`).catch((error: unknown) => {
    throw new ControlError('The browser does not answer', { cause: error });
  });
  const targets = (await answer.json()) as readonly { readonly id: string; readonly type: string }[];
  const tab = targets.find(({ type }) => type === 'page');
  if (!tab) throw new ControlError('The browser has no open tab');
  return tab.id;
}
