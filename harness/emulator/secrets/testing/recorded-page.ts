import { once } from 'node:events';
import { MOST_WITHDRAWALS } from '../../../sessions/withdrawals.ts';
import type { Emulator } from '../../emulator.ts';
import { openStream } from '../../testing/open-stream.ts';

/** A session's page, with every word that DevTools has said about it. */
export interface RecordedPage extends Disposable {
  readonly messages: readonly string[];
  /** Goes there and returns what the page shows: an error page, too. */
  show(url: string): Promise<string>;
  evaluate(expression: string): Promise<unknown>;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly requestId?: string };
  readonly result?: {
    readonly errorText?: string;
    readonly sessionId?: string;
    readonly result?: { readonly value?: unknown };
  } & Partial<Record<'targetInfos', readonly { readonly type: string; readonly targetId: string }[]>>;
}

/** Listens to all that a client could: requests with their extra headers, paused requests, requests for credentials. */
export async function openRecordedPage(emulator: Emulator, url: string): Promise<RecordedPage> {
  const stream = await openStream(emulator, url);
  const messages: string[] = [];
  const waiting = new Map<number | string, (message: Message) => void>();
  let lastId = 0;
  let sessionId: string | undefined;
  const next = (key: number | string) =>
    new Promise<Message>((resolve) => {
      waiting.set(key, resolve);
    });
  const send = (method: string, params: object = {}) => {
    lastId += 1;
    const answer = next(lastId);
    stream.send(JSON.stringify({ id: lastId, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
    return answer;
  };
  stream.on('message', (data) => {
    messages.push(String(data));
    const message: Message = JSON.parse(String(data));
    waiting.get(message.id ?? message.method ?? '')?.(message);
    const { requestId } = message.params ?? {};
    if (message.method === 'Fetch.requestPaused') void send('Fetch.continueRequest', { requestId });
    if (message.method === 'Fetch.authRequired') {
      void send('Fetch.continueWithAuth', { requestId, authChallengeResponse: { response: 'CancelAuth' } });
    }
  });
  const targets = (await send('Target.getTargets')).result?.targetInfos;
  const targetId = targets?.find(({ type }) => type === 'page')?.targetId;
  sessionId = (await send('Target.attachToTarget', { targetId, flatten: true })).result?.sessionId;
  for (const domain of ['Page', 'Network', 'Runtime', 'Log', 'Security']) await send(`${domain}.enable`);
  await send('Fetch.enable', { handleAuthRequests: true });
  const evaluate = async (expression: string) =>
    (await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })).result?.result?.value;
  return {
    messages,
    evaluate,
    async show(address) {
      for (let times = 0; times <= MOST_WITHDRAWALS; times++) {
        const loaded = next('Page.loadEventFired');
        const { result } = await send('Page.navigate', { url: address });
        await loaded;
        // It gave up because an address of its machine came or went.
        if (result?.errorText !== 'net::ERR_NETWORK_CHANGED') break;
      }
      return String(await evaluate('document.documentElement.outerHTML + document.body.innerText'));
    },
    [Symbol.dispose]() {
      stream.terminate();
      void once(stream, 'close');
    },
  };
}
