import { once } from 'node:events';
import { request } from 'node:http';
import { chromium } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { sign } from '../testing/clients.ts';
import { fakePool } from '../testing/fake-pool.ts';
import { openStream, refusedStream } from '../testing/open-stream.ts';
import { runEmulator } from '../testing/running-emulator.ts';
import { startSession, updateStream } from '../testing/session-calls.ts';

describe('an upgrade is refused', () => {
  it('with 403 when it is not signed, or wrongly', async () => {
    await using t = await runEmulator();
    const { url } = await startSession(t);
    expect(await refusedStream(t.emulator, url, {})).toEqual({
      status: 403,
      error: 'MissingAuthenticationTokenException',
      body: { __type: 'MissingAuthenticationTokenException', message: 'Missing Authentication Token' },
    });
    const credentials = { ...t.emulator.credentials, secretAccessKey: 'wrong' };
    const wrong = await sign({ url: url.replace('ws:', 'http:'), credentials });
    expect(await refusedStream(t.emulator, url, wrong)).toMatchObject({
      status: 403,
      error: 'InvalidSignatureException',
    });
    expect(t.events.at(-1)).toMatchObject({ type: 'stream-refused', status: 403, error: 'InvalidSignatureException' });
  });

  it('with 404 for a session that does not exist, or another path', async () => {
    await using t = await runEmulator();
    const { url, sessionId } = await startSession(t);
    const unknown = url.replace(sessionId, '01ARZ3NDEKTSV4RRFFQ69G5FAV');
    expect(await refusedStream(t.emulator, unknown)).toMatchObject({ status: 404, error: 'ResourceNotFoundException' });
    const elsewhere = url.replace('automation', 'anything');
    expect(await refusedStream(t.emulator, elsewhere)).toMatchObject({
      status: 404,
      error: 'UnknownOperationException',
    });
  });

  it('with 429 while another client is connected, who is not disturbed', async () => {
    await using t = await runEmulator();
    const { url } = await startSession(t);
    const client = await openStream(t.emulator, url);
    expect(await refusedStream(t.emulator, url)).toEqual({
      status: 429,
      error: 'ThrottlingException',
      body: {
        __type: 'ThrottlingException',
        message: 'Another client is connected to the automation stream',
      },
    });
    client.send('still here');
    expect((await once(client, 'message')).map(String)).toEqual(['still here', 'false']);
  });

  it('in words that Playwright shows, while another client is connected and while the stream is disabled', async () => {
    await using t = await runEmulator();
    const { url, sessionId } = await startSession(t);
    const headers = await sign({ url: url.replace('ws:', 'http:'), credentials: t.emulator.credentials });
    const client = await openStream(t.emulator, url);
    const second = chromium.connectOverCDP(url, { headers });
    await expect(second).rejects.toThrow(
      /429 Too Many Requests\n.*Another client is connected to the automation stream/,
    );
    client.terminate();
    await updateStream(t, sessionId, 'DISABLED');
    const disabled = chromium.connectOverCDP(url, { headers });
    await expect(disabled).rejects.toThrow(/409 Conflict\n.*The automation stream is disabled/);
  });

  it('with 429 for all but one of several that come at once', async () => {
    await using t = await runEmulator();
    const { url } = await startSession(t);
    const outcomes = await Promise.all(
      [1, 2, 3, 4].map(() =>
        openStream(t.emulator, url).then(
          () => 'opened',
          (error: Error) => error.message,
        ),
      ),
    );
    expect(outcomes.toSorted()).toEqual([
      ...Array.from({ length: 3 }, () => 'Unexpected server response: 429'),
      'opened',
    ]);
  });

  it("with 500 when the session's browser does not answer", async () => {
    const inner = fakePool();
    const pool = {
      ...inner,
      async take() {
        const gone = await inner.take();
        const living = await inner.take();
        await gone[Symbol.asyncDispose]();
        return { ...living, devToolsUrl: gone.devToolsUrl };
      },
    };
    await using t = await runEmulator({}, pool);
    const { url } = await startSession(t);
    expect(await refusedStream(t.emulator, url)).toMatchObject({ status: 500, error: 'InternalServerException' });
  });

  it('with 400 for a handshake that is none, which leaves the place free', async () => {
    await using t = await runEmulator();
    const { url } = await startSession(t);
    const http = url.replace('ws:', 'http:');
    const headers = await sign({ url: http, credentials: t.emulator.credentials });
    const status = await new Promise((resolve) => {
      request(http, { headers: { ...headers, connection: 'Upgrade', upgrade: 'websocket' } }, (answer) =>
        resolve(answer.resume().statusCode),
      ).end();
    });
    expect(status).toBe(400);
    await openStream(t.emulator, url);
  });
});
