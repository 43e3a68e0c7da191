import { expect, it } from 'vitest';
import type { BrowserEvent } from './browser-connection.ts';
import { Viewer } from './viewer.ts';

const created = (targetId: string): BrowserEvent => ({
  method: 'Target.targetCreated',
  params: { targetInfo: { targetId, url: `http://${targetId}/` } },
});

const frame = (text: string, sessionId: string, id = 1): BrowserEvent => ({
  method: 'Page.screencastFrame',
  params: {
    data: Buffer.from(text).toString('base64'),
    sessionId: id,
    metadata: { deviceWidth: 800, deviceHeight: 400 },
  },
  sessionId,
});

/** A viewer of a browser that obeys every command at once, and has these pages from the start. */
async function watch(...pages: string[]) {
  const sent: string[] = [];
  const pictures: string[] = [];
  const shown: (string | undefined)[] = [];
  const viewer: Viewer = new Viewer(
    {
      async send(method, params, sessionId) {
        sent.push([sessionId, method, JSON.stringify(params)].filter(Boolean).join(' '));
        if (method === 'Target.setDiscoverTargets') for (const page of pages) viewer.hear(created(page));
        return { sessionId: `session-${Object(params).targetId}` };
      },
      [Symbol.dispose]: () => undefined,
    },
    { picture: (jpeg) => pictures.push(String(jpeg)), pages: (news) => shown.push(news.shown) },
  );
  await viewer.start(pages[0]);
  // The page is attached in further turns.
  await new Promise(setImmediate);
  return { viewer, sent, pictures, shown };
}

it('draws one picture at a time, and of those that come meanwhile the last one', async () => {
  const { viewer, pictures, sent } = await watch('a');
  for (const [index, text] of ['first', 'second', 'third'].entries()) viewer.hear(frame(text, 'session-a', index));
  expect(pictures).toEqual(['first']);
  viewer.obey({ drawn: {} });
  expect(pictures).toEqual(['first', 'third']);
  viewer.obey({ drawn: {} });
  viewer.hear(frame('fourth', 'session-a', 3));
  expect(pictures).toEqual(['first', 'third', 'fourth']);
  // The browser waits for none of this.
  expect(sent.filter((command) => command.includes('screencastFrameAck'))).toEqual(
    [0, 1, 2, 3].map((id) => `session-a Page.screencastFrameAck {"sessionId":${id}}`),
  );
});

it('begins with one page, whatever there is, and shows no picture of another one', async () => {
  const { viewer, sent, shown, pictures } = await watch('a', 'b', 'c');
  expect(shown).toEqual(['a']);
  expect(sent.slice(1)).toEqual([
    'Target.attachToTarget {"targetId":"a","flatten":true}',
    'session-a Page.startScreencast {"format":"jpeg","quality":80}',
  ]);
  viewer.hear(frame('late', 'session-b'));
  expect(pictures).toEqual([]);
});

it('asks for pictures anew where its page has gone somewhere, and not for another page', async () => {
  const { viewer, sent } = await watch('a', 'b');
  const changed = (targetId: string) => ({
    method: 'Target.targetInfoChanged',
    params: { targetInfo: { targetId, url: 'http://www.example.com/' } },
  });
  const before = sent.length;
  viewer.hear(changed('b'));
  expect(sent.slice(before)).toEqual([]);
  viewer.hear(changed('a'));
  expect(sent.slice(before)).toEqual([
    'session-a Page.stopScreencast {}',
    'session-a Page.startScreencast {"format":"jpeg","quality":80}',
  ]);
});

it('lets go of the page that it no longer shows', async () => {
  const { viewer, sent, shown } = await watch('a');
  viewer.hear(created('b'));
  await new Promise(setImmediate);
  expect(shown).toEqual(['a', 'b']);
  expect(sent).toContain('Target.detachFromTarget {"sessionId":"session-a"}');
  viewer.hear({ method: 'Target.targetDestroyed', params: { targetId: 'b' } });
  viewer.hear({ method: 'Target.targetDestroyed', params: { targetId: 'a' } });
  expect(shown.slice(2)).toEqual(['a', undefined]);
});

it('does nothing to a page of which nothing has been seen', async () => {
  const { viewer, sent } = await watch('a');
  const text = { text: { text: 'early' } };
  viewer.obey(text);
  expect(sent.join()).not.toContain('Input.');
  viewer.hear(frame('seen', 'session-a'));
  viewer.obey(text);
  expect(sent.at(-1)).toBe('session-a Input.insertText {"text":"early"}');
  viewer.obey({ show: { pageId: 'unknown' } });
  expect(sent.at(-1)).toBe('session-a Input.insertText {"text":"early"}');
});
