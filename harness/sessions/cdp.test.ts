import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { takeClosedPort } from '../conformance/cases/closed-port.ts';
import { type Cdp, connectCdp } from './cdp.ts';

/** A DevTools endpoint whose side of the conversation the test plays. */
let server: WebSocketServer;
let url: string;
let headers: http.IncomingHttpHeaders;
beforeEach(async () => {
  server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  server.on('headers', (_, request) => {
    headers = request.headers;
  });
  await once(server, 'listening');
  url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/automation`;
});
afterEach(async () => {
  for (const client of server.clients) client.terminate();
  server.close();
  await once(server, 'close');
});

async function connected(): Promise<{ cdp: Cdp; browser: WebSocket }> {
  const arriving = once(server, 'connection');
  const cdp = await connectCdp(url, { authorization: 'signature' });
  const [browser] = await arriving;
  return { cdp, browser };
}

describe('commands', () => {
  test('are answered in any order, each to its own', async () => {
    const { cdp, browser } = await connected();
    const received: unknown[] = [];
    browser.on('message', (data: Buffer) => {
      received.push(JSON.parse(String(data)));
      if (received.length < 2) return;
      browser.send('{"id":2,"result":{"which":"second"}}');
      browser.send('{"id":77,"result":{"which":"nobody’s"}}');
      browser.send('{"id":1,"result":{"which":"first"}}');
    });
    const answers = await Promise.all([cdp.send('A.one'), cdp.send('B.two', { x: 1 }, 'SESSION')]);
    expect(answers).toEqual([{ which: 'first' }, { which: 'second' }]);
    expect(received).toEqual([
      { id: 1, method: 'A.one', params: {} },
      { id: 2, method: 'B.two', params: { x: 1 }, sessionId: 'SESSION' },
    ]);
    expect(headers.authorization).toBe('signature');
    await cdp[Symbol.asyncDispose]();
  });

  test('that the browser refuses fail with its words', async () => {
    const { cdp, browser } = await connected();
    browser.once('message', () => browser.send('{"id":1,"error":{"code":-32601,"message":"no such method"}}'));
    await expect(cdp.send('No.such')).rejects.toMatchObject({
      code: 'ERR_DEVTOOLS',
      message: 'No.such: no such method',
    });
    await cdp[Symbol.asyncDispose]();
  });

  test('events reach the latest listener of their name', async () => {
    const { cdp, browser } = await connected();
    cdp.on('Page.loaded', () => {
      throw new Error('An earlier listener was called.');
    });
    const loaded = new Promise<void>((resolve) => cdp.on('Page.loaded', () => resolve()));
    browser.send('{"method":"Page.other"}');
    browser.send('{"method":"Page.loaded","params":{}}');
    await loaded;
    await cdp[Symbol.asyncDispose]();
  });

  test('events of one target reach its own listener, those of others the common one', async () => {
    const { cdp, browser } = await connected();
    const heard: string[] = [];
    const all = new Promise<void>((resolve) => {
      cdp.on('Page.loaded', () => heard.push('own'), 'A');
      cdp.on('Page.loaded', () => {
        heard.push('common');
        if (heard.length === 3) resolve();
      });
    });
    for (const target of ['"sessionId":"A",', '"sessionId":"B",', '']) {
      browser.send(`{"method":"Page.loaded",${target}"params":{}}`);
    }
    await all;
    expect(heard).toEqual(['own', 'common', 'common']);
    await cdp[Symbol.asyncDispose]();
  });
});

describe('a connection that is lost', () => {
  test.each([
    ['is closed', (browser: WebSocket) => browser.close(1012), 'the stream closed with code 1012'],
    ['breaks off', (browser: WebSocket) => browser.terminate(), 'the stream closed with code 1006'],
    ['talks nonsense', (browser: WebSocket) => browser.send('<html>'), 'it sent something that is no DevTools message'],
    [
      'talks JSON that is no message',
      (browser: WebSocket) => browser.send('null'),
      'it sent something that is no DevTools message',
    ],
  ])('and %s fails what is under way and whatever is asked later', async (_, end, reason) => {
    const { cdp, browser } = await connected();
    const pending = Promise.allSettled([cdp.send('A.one'), cdp.send('B.two')]);
    end(browser);
    const lost = {
      code: 'ERR_SESSION_LOST',
      message: `The connection to the browser session was lost: ${reason}`,
    };
    for (const outcome of await pending) expect(outcome).toMatchObject({ status: 'rejected', reason: lost });
    await expect(cdp.send('C.three')).rejects.toMatchObject(lost);
    await cdp[Symbol.asyncDispose]();
  });

  test('by ourselves, too', async () => {
    const { cdp } = await connected();
    const pending = expect(cdp.send('A.one')).rejects.toMatchObject({ code: 'ERR_SESSION_LOST' });
    await cdp[Symbol.asyncDispose]();
    await pending;
  });
});

describe('a stream that cannot be opened', () => {
  test.each([403, 404, 429])('is refused with %i, which the error names', async (status) => {
    const refusing = http.createServer((_, response) => void response.writeHead(status).end());
    refusing.listen(0, '127.0.0.1');
    await once(refusing, 'listening');
    const { port } = refusing.address() as AddressInfo;
    await expect(connectCdp(`ws://127.0.0.1:${port}/`, {})).rejects.toMatchObject({
      code: 'ERR_SESSION_LOST',
      message: `The connection to the browser session was lost: Unexpected server response: ${status}`,
    });
    refusing.closeAllConnections();
    refusing.close();
  });

  test('because nobody listens', async () => {
    using closed = await takeClosedPort();
    await expect(connectCdp(`ws://127.0.0.1:${closed.address.port}/`, {})).rejects.toThrow(/ECONNREFUSED/);
  });
});
