import { once } from 'node:events';
import { expect, it } from 'vitest';
import { ManualClock } from '../../testing/manual-clock.ts';
import { openStream, refusedStream } from '../../testing/open-stream.ts';
import { runEmulator } from '../../testing/running-emulator.ts';
import { browserIdentifier, get, start, startSession, stop, updateStream } from '../../testing/session-calls.ts';

it('DISABLED cuts the client, refuses the next one, and is shown; ENABLED lets clients in again', async () => {
  const clock = new ManualClock();
  await using t = await runEmulator({ clock });
  const { sessionId, url } = await startSession(t);
  const client = await openStream(t.emulator, url);
  const cut = once(client, 'close');
  clock.advance(1000);
  const { $metadata, ...answer } = await updateStream(t, sessionId, 'DISABLED');
  await cut;
  expect(answer).toEqual({
    browserIdentifier,
    sessionId,
    streams: {
      automationStream: { streamEndpoint: url, streamStatus: 'DISABLED' },
      liveViewStream: { streamEndpoint: url.replace('ws:', 'http:').replace('automation', 'live-view') },
    },
    updatedAt: clock.now(),
  });
  expect(await get(t, sessionId)).toMatchObject({
    status: 'READY',
    lastUpdatedAt: clock.now(),
    streams: answer.streams,
  });
  expect(await refusedStream(t.emulator, url)).toEqual({
    status: 409,
    error: 'ConflictException',
    body: { __type: 'ConflictException', message: 'The automation stream is disabled' },
  });
  await updateStream(t, sessionId, 'ENABLED');
  (await openStream(t.emulator, url)).terminate();
});

it('an update that names no status changes none', async () => {
  await using t = await runEmulator();
  const { sessionId } = await start(t);
  await updateStream(t, sessionId, 'DISABLED');
  const { streams } = await updateStream(t, sessionId, undefined);
  expect(streams?.automationStream?.streamStatus).toBe('DISABLED');
});

it('a session that has ended has no streams to update', async () => {
  await using t = await runEmulator();
  const { sessionId } = await start(t);
  await stop(t, sessionId);
  await expect(updateStream(t, sessionId, 'ENABLED')).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'The browser session has ended',
  });
});
