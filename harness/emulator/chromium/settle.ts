import type { Readable, Writable } from 'node:stream';

/** A DevTools message, as far as this file reads it. */
interface Message {
  readonly id?: number;
  readonly result?: {
    readonly targetInfos?: readonly { readonly type: string; readonly targetId: string }[];
    readonly sessionId?: string;
  };
}

/** Messages of DevTools' pipe are separated by a null character. */
const SEPARATOR = '\0';

/**
 * Waits until a browser that has announced itself is done with starting: its first page runs a script. Before that,
 * its first client waits for as long as the start itself took. Asked over the browser's DevTools pipe, which nobody
 * else uses, and left as it was found.
 */
export async function settle(commands: Writable, answers: Readable): Promise<void> {
  const messages = readMessages(answers);
  let lastId = 0;
  const ask = async (method: string, params: object, sessionId?: string): Promise<Message['result']> => {
    const id = ++lastId;
    commands.write(JSON.stringify({ id, method, params, sessionId }) + SEPARATOR);
    for (;;) {
      const { value, done } = await messages.next();
      if (done) throw new Error('its DevTools pipe was closed');
      if (value.id === id) return value.result;
    }
  };
  const targets = await ask('Target.getTargets', {});
  const page = targets?.targetInfos?.find(({ type }) => type === 'page');
  const attached = await ask('Target.attachToTarget', { targetId: page?.targetId, flatten: true });
  await ask('Runtime.evaluate', { expression: '0' }, attached?.sessionId);
  await ask('Target.detachFromTarget', { sessionId: attached?.sessionId });
  // Nobody reads any further; an unread pipe would block the browser.
  answers.resume();
}

async function* readMessages(answers: Readable): AsyncGenerator<Message, void> {
  let received = '';
  answers.setEncoding('utf8');
  for await (const chunk of answers.iterator({ destroyOnReturn: false })) {
    received += chunk;
    for (let end = received.indexOf(SEPARATOR); end !== -1; end = received.indexOf(SEPARATOR)) {
      yield JSON.parse(received.slice(0, end));
      received = received.slice(end + 1);
    }
  }
}
