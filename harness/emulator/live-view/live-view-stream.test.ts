import { once } from 'node:events';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { fakePool } from '../testing/fake-pool.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { refusedStream } from '../testing/open-stream.ts';
import { presign } from '../testing/presign.ts';
import { runEmulator } from '../testing/running-emulator.ts';
import { start, stop } from '../testing/session-calls.ts';

async function scene(pool = fakePool()) {
  const clock = new ManualClock();
  const t = await runEmulator({ clock }, pool);
  const { streams, sessionId } = await start(t);
  const url = streams?.liveViewStream?.streamEndpoint ?? '';
  const signed = async () => {
    const link = await presign({ url, credentials: t.emulator.credentials, signingDate: clock.now() });
    return link.replace('http:', 'ws:');
  };
  const refused = (address: string) => refusedStream(t.emulator, address, {});
  return { t, clock, url, sessionId, signed, refused, [Symbol.asyncDispose]: () => t[Symbol.asyncDispose]() };
}

it("a live view's WebSocket wants the signature of its page, and in time", async () => {
  await using s = await scene();
  const missing = { status: 403, error: 'MissingAuthenticationTokenException' };
  expect(await s.refused(s.url.replace('http:', 'ws:'))).toMatchObject(missing);
  const link = await s.signed();
  const invalid = { status: 403, error: 'InvalidSignatureException' };
  expect(await s.refused(link.replace('aws.browser.v1', 'aws.browser.v2'))).toMatchObject(invalid);
  s.clock.advance(301_000);
  expect(await s.refused(link)).toMatchObject(invalid);
});

it('there is none of a session that has ended', async () => {
  await using s = await scene();
  await stop(s.t, s.sessionId);
  expect(await s.refused(await s.signed())).toMatchObject({ status: 404, error: 'ResourceNotFoundException' });
});

it('there is none of a browser that does not answer', async () => {
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
  await using s = await scene(pool);
  expect(await s.refused(await s.signed())).toMatchObject({ status: 500, error: 'InternalServerException' });
});

it('its signature is not one for the automation stream', async () => {
  await using s = await scene();
  const link = (await s.signed()).replace('/live-view', '/automation');
  const client = new WebSocket(link);
  const [error] = await once(client, 'error');
  expect(String(error)).toContain('403');
});
