import { EventEmitter, once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { sign } from '../testing/clients.ts';
import { fakePool } from '../testing/fake-pool.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { openStream, refusedStream } from '../testing/open-stream.ts';
import { runEmulator } from '../testing/running-emulator.ts';
import { startSession, stop, updateStream } from '../testing/session-calls.ts';

const MEBIBYTE = 1024 * 1024;

describe('the automation stream', () => {
  it('passes text and binary messages on as they are', async () => {
    await using t = await runEmulator();
    const { url } = await startSession(t);
    const client = await openStream(t.emulator, url);
    for (const message of ['{"id":1}', '', Buffer.from([0, 255, 128]), Buffer.alloc(0)]) {
      client.send(message);
      const [data, binary] = await once(client, 'message');
      expect([data, binary]).toEqual([Buffer.from(message), typeof message !== 'string']);
    }
  });

  it('passes messages of many megabytes on, and none above 100', async () => {
    await using t = await runEmulator();
    const { url } = await startSession(t);
    const client = await openStream(t.emulator, url);
    const large = Buffer.alloc(99 * MEBIBYTE, 'x');
    client.send(large);
    const [data] = await once(client, 'message');
    expect(large.equals(data)).toBe(true);
    client.send(Buffer.alloc(101 * MEBIBYTE));
    const [code] = await once(client, 'close');
    expect(code).toBe(1009);
  });

  it('ends without another word when the browser sends too much', async () => {
    await using t = await runEmulator();
    const { url } = await startSession(t);
    const connected = t.pool.taken[0]?.nextConnection();
    const client = await openStream(t.emulator, url);
    const errors: Error[] = [];
    client.on('error', (error) => errors.push(error));
    (await connected)?.send(Buffer.alloc(101 * MEBIBYTE));
    await once(client, 'close');
    expect(errors).toEqual([]);
    expect(t.events.map(({ type }) => type)).not.toContain('stream-refused');
  });

  it('closes one side as the other one was closed', async () => {
    await using t = await runEmulator();
    const { url } = await startSession(t);
    const [browser] = t.pool.taken;
    const farewells = [
      { close: (client: WebSocket) => client.close(), seen: ['1005', ''] },
      { close: (client: WebSocket) => client.close(4001, 'bye'), seen: ['4001', 'bye'] },
      { close: (client: WebSocket) => client.terminate(), seen: ['1006', ''] },
    ];
    for (const { close, seen } of farewells) {
      const connected = browser?.nextConnection();
      const client = await openStream(t.emulator, url);
      const devTools = await connected;
      const closed = devTools && once(devTools, 'close');
      close(client);
      expect((await closed)?.map(String)).toEqual(seen);
    }
    const connected = browser?.nextConnection();
    const client = await openStream(t.emulator, url);
    (await connected)?.close(4002, 'crash');
    expect((await once(client, 'close')).map(String)).toEqual(['4002', 'crash']);
  });

  it('admits the next client as soon as one has closed', async () => {
    await using t = await runEmulator();
    const { url } = await startSession(t);
    for (let count = 0; count < 50; count += 1) {
      const client = await openStream(t.emulator, url);
      client.close();
      await once(client, 'close');
    }
    const opened = t.events.filter(({ type }) => type === 'stream-opened');
    expect(opened).toHaveLength(50);
  });

  it('admits the next client while the goodbye of the last one is still under way', async () => {
    await using t = await runEmulator();
    const { url } = await startSession(t);
    const { hostname, port, pathname } = new URL(url);
    const headers = await sign({ url: url.replace('ws:', 'http:'), credentials: t.emulator.credentials });
    const handshake = { ...headers, upgrade: 'websocket', connection: 'Upgrade', 'sec-websocket-version': '13' };
    // A client that says goodbye and keeps its connection open.
    const lingering = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    const lines = Object.entries({ ...handshake, 'sec-websocket-key': Buffer.alloc(16).toString('base64') });
    lingering.write([`GET ${pathname} HTTP/1.1`, ...lines.map((line) => line.join(': ')), '', ''].join('\r\n'));
    expect(String(await once(lingering, 'data'))).toMatch(/^HTTP\/1\.1 101 /);
    const emptyMaskedClose = Buffer.from([0x88, 0x80, 0, 0, 0, 0]);
    lingering.write(emptyMaskedClose);
    await once(lingering, 'data');
    await openStream(t.emulator, url);
    // The end of the last client is not taken for the end of the present one.
    const gone = t.next('stream-closed');
    lingering.destroy();
    await gone;
    expect(await refusedStream(t.emulator, url)).toMatchObject({ status: 429 });
  });
});

describe('the end of a session ends its stream', () => {
  it('when it is stopped', async () => {
    await using t = await runEmulator();
    const { sessionId, url } = await startSession(t);
    const client = await openStream(t.emulator, url);
    const closed = once(client, 'close');
    await stop(t, sessionId);
    await closed;
    expect(await refusedStream(t.emulator, url)).toMatchObject({ status: 404, error: 'ResourceNotFoundException' });
  });

  it('also after it was disabled and enabled again', async () => {
    await using t = await runEmulator();
    const { sessionId, url } = await startSession(t);
    await updateStream(t, sessionId, 'DISABLED');
    await updateStream(t, sessionId, 'ENABLED');
    const client = await openStream(t.emulator, url);
    const closed = once(client, 'close');
    await stop(t, sessionId);
    await closed;
  });

  it('at once, however long its browser takes to go', async () => {
    const gate = new EventEmitter();
    const pool = fakePool((browser) => {
      const dispose = browser[Symbol.asyncDispose].bind(browser);
      browser[Symbol.asyncDispose] = async () => {
        browser[Symbol.asyncDispose] = dispose;
        await once(gate, 'open');
        await dispose();
      };
    });
    await using t = await runEmulator({}, pool);
    const { sessionId, url } = await startSession(t);
    const client = await openStream(t.emulator, url);
    const closed = once(client, 'close');
    const stopped = stop(t, sessionId);
    await closed;
    gate.emit('open');
    await stopped;
  });

  it('when it times out', async () => {
    const clock = new ManualClock();
    await using t = await runEmulator({ clock });
    const { url } = await startSession(t, 10);
    const client = await openStream(t.emulator, url);
    const closed = once(client, 'close');
    clock.advance(10_000);
    await closed;
  });

  it('when its browser exits', async () => {
    await using t = await runEmulator();
    const { url } = await startSession(t);
    const client = await openStream(t.emulator, url);
    const closed = once(client, 'close');
    t.pool.taken[0]?.exit('It crashed.');
    await closed;
  });

  it('when the emulator is closed', async () => {
    const t = await runEmulator();
    const { url } = await startSession(t);
    const client = await openStream(t.emulator, url);
    const closed = once(client, 'close');
    await t[Symbol.asyncDispose]();
    await closed;
  });
});
