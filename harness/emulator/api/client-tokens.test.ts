import {
  SaveBrowserSessionProfileCommand,
  StartBrowserSessionCommand,
  StopBrowserSessionCommand,
} from '@aws-sdk/client-bedrock-agentcore';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../testing/manual-clock.ts';
import { runEmulator } from '../testing/running-emulator.ts';
import { browserIdentifier, get, saveProfile, start, stop, updateStream } from '../testing/session-calls.ts';

const TOKEN = 'a-client-token-of-the-length-required';
const PROFILE = 'shopping-0123456789';
const mismatch = {
  name: 'ValidationException',
  reason: 'IdempotentParameterMismatchException',
  message: 'The clientToken was used before, with different parameters',
  $metadata: { httpStatusCode: 400 },
};

describe('a repeated client token', () => {
  it('of UpdateBrowserStream gets the first answer and changes nothing any more', async () => {
    const clock = new ManualClock();
    await using t = await runEmulator({ clock });
    const { sessionId } = await start(t);
    const { $metadata: _first, ...first } = await updateStream(t, sessionId, 'DISABLED', TOKEN);
    clock.advance(1000);
    await updateStream(t, sessionId, 'ENABLED');
    const { $metadata: _second, ...second } = await updateStream(t, sessionId, 'DISABLED', TOKEN);
    expect(second).toEqual(first);
    expect(await get(t, sessionId)).toMatchObject({ streams: { automationStream: { streamStatus: 'ENABLED' } } });
    await expect(updateStream(t, sessionId, 'ENABLED', TOKEN)).rejects.toMatchObject(mismatch);
  });

  it('of SaveBrowserSessionProfile saves once', async () => {
    await using t = await runEmulator();
    const { sessionId } = await start(t);
    const [browser] = t.pool.taken;
    await saveProfile(t, sessionId, PROFILE, TOKEN);
    if (browser) browser.profile = { cookies: [], localStorage: { 'https://www.example.com': { theme: 'dark' } } };
    await saveProfile(t, sessionId, PROFILE, TOKEN);
    await start(t, { profileConfiguration: { profileIdentifier: PROFILE } });
    expect(t.pool.taken[1]?.asked).toEqual([{ cookies: [], localStorage: {} }]);
    const other = new SaveBrowserSessionProfileCommand({
      browserIdentifier,
      sessionId,
      profileIdentifier: 'other-0123456789',
      clientToken: TOKEN,
    });
    await expect(t.client.send(other)).rejects.toMatchObject(mismatch);
  });

  it('of StopBrowserSession stops the one session that it came with first', async () => {
    await using t = await runEmulator();
    const { sessionId: one } = await start(t);
    const { sessionId: two } = await start(t);
    const stopWith = (sessionId: string | undefined) =>
      t.client.send(new StopBrowserSessionCommand({ browserIdentifier, sessionId, clientToken: TOKEN }));
    await stopWith(one);
    await stopWith(one);
    await expect(stopWith(two)).rejects.toMatchObject(mismatch);
    expect(await get(t, two)).toMatchObject({ status: 'READY' });
  });

  it('is the same token whatever the request is traced by, and another one for another operation', async () => {
    await using t = await runEmulator();
    const traced = (traceId: string) =>
      t.client.send(new StartBrowserSessionCommand({ browserIdentifier, clientToken: TOKEN, traceId }));
    const { sessionId } = await traced('Root=1-5759e988-bd862e3fe1be46a994272793');
    expect(await traced('Root=1-5759e988-bd862e3fe1be46a994272794')).toMatchObject({ sessionId });
    await saveProfile(t, sessionId, PROFILE, TOKEN);
  });

  it('that nobody sent twice keeps calls apart: the official client makes one up for each', async () => {
    await using t = await runEmulator();
    const first = await start(t);
    const second = await start(t);
    expect(second.sessionId).not.toBe(first.sessionId);
    await stop(t, first.sessionId);
    expect(await get(t, second.sessionId)).toMatchObject({ status: 'READY' });
  });
});
