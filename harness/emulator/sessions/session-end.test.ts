import { describe, expect, it } from 'vitest';
import { ManualClock } from '../testing/manual-clock.ts';
import { runEmulator } from '../testing/running-emulator.ts';
import { browserIdentifier, get, start, stop } from '../testing/session-calls.ts';

const proxyConfiguration = { proxies: [{ externalProxy: { server: 'proxy.example.com', port: 8080 } }] };

describe('the end of a session', () => {
  it('comes with StopBrowserSession, which answers when the browser is gone and may be repeated', async () => {
    const clock = new ManualClock();
    await using t = await runEmulator({ clock });
    const ended = t.next('session-ended');
    const { sessionId, createdAt } = await start(t, { proxyConfiguration, name: 'one' });
    clock.advance(1000);
    const first = await stop(t, sessionId);
    expect(t.pool.taken.map(({ disposed }) => disposed)).toEqual([true]);
    expect(await ended).toEqual({ type: 'session-ended', sessionId, end: { cause: 'stopped' } });
    expect(first.lastUpdatedAt).toEqual(clock.now());
    clock.advance(1000);
    const second = await stop(t, sessionId);
    expect(second.lastUpdatedAt).toEqual(first.lastUpdatedAt);

    const { $metadata, ...shown } = await get(t, sessionId);
    expect(shown).toEqual({
      browserIdentifier,
      sessionId,
      name: 'one',
      status: 'TERMINATED',
      createdAt,
      lastUpdatedAt: first.lastUpdatedAt,
    });
  });

  it('comes with its timeout, to the second', async () => {
    const clock = new ManualClock();
    await using t = await runEmulator({ clock });
    const ended = t.next('session-ended');
    const { sessionId } = await start(t, { sessionTimeoutSeconds: 60 });
    clock.advance(59_999);
    expect(await get(t, sessionId)).toMatchObject({ status: 'READY' });
    clock.advance(1);
    expect((await ended).end).toEqual({ cause: 'timed-out' });
    expect(await get(t, sessionId)).toMatchObject({ status: 'TERMINATED' });
  });

  it('leaves no timer behind', async () => {
    const clock = new ManualClock();
    await using t = await runEmulator({ clock });
    const { sessionId } = await start(t);
    expect(clock.pending).toBe(1);
    await stop(t, sessionId);
    expect(clock.pending).toBe(0);
  });

  it('comes with the exit of its browser, and the log says why', async () => {
    await using t = await runEmulator();
    const ended = t.next('session-ended');
    const { sessionId } = await start(t);
    t.pool.taken[0]?.exit('It crashed with SIGSEGV.');
    expect(await ended).toEqual({
      type: 'session-ended',
      sessionId,
      end: { cause: 'browser-exited', reason: 'It crashed with SIGSEGV.' },
    });
    expect(await get(t, sessionId)).toMatchObject({ status: 'TERMINATED' });
  });

  it('comes with the end of the emulator', async () => {
    const t = await runEmulator();
    const { sessionId } = await start(t);
    await t[Symbol.asyncDispose]();
    expect(t.events.at(-1)).toEqual({ type: 'session-ended', sessionId, end: { cause: 'emulator-closed' } });
    expect(t.pool.taken.map(({ disposed }) => disposed)).toEqual([true]);
  });

  it('is remembered for the last 200 sessions', async () => {
    await using t = await runEmulator();
    const ids: (string | undefined)[] = [];
    for (let count = 0; count < 201; count += 1) {
      const { sessionId } = await start(t);
      ids.push(sessionId);
      await stop(t, sessionId);
    }
    await expect(get(t, ids[0])).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    expect(await get(t, ids[1])).toMatchObject({ status: 'TERMINATED' });
  });
});
