import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { ManualClock } from '../testing/manual-clock.ts';
import { openStream } from '../testing/open-stream.ts';
import { type RunningEmulator, runEmulator } from '../testing/running-emulator.ts';
import { get, list, start, startSession, stop } from '../testing/session-calls.ts';
import { Faults } from './faults.ts';
import { readFaultArgument } from './read-fault.ts';

const running: RunningEmulator[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one[Symbol.asyncDispose]();
});

async function run(faults: readonly string[], seed = 1) {
  const clock = new ManualClock();
  const broken = new Faults({ seed, initial: faults.map(readFaultArgument), clock });
  const emulator = await runEmulator({ faults: broken });
  running.push(emulator);
  return { faults: broken, clock, emulator };
}

/** The names of the errors of so many starts; `started` where there is none. */
async function outcomes(emulator: RunningEmulator, count: number): Promise<readonly string[]> {
  const names: string[] = [];
  for (let i = 0; i < count; i++) {
    names.push(
      await start(emulator).then(
        () => 'started',
        (error: Error) => error.name,
      ),
    );
  }
  return names;
}

describe('start-failure', () => {
  test('fails as many starts as it may, with its error, and nothing else', async () => {
    const { emulator, faults } = await run(['start-failure:error=ServiceQuotaExceededException,times=2']);
    await list(emulator);
    const quota = 'ServiceQuotaExceededException';
    expect(await outcomes(emulator, 3)).toEqual([quota, quota, 'started']);
    expect(faults.active).toMatchObject([{ fault: { kind: 'start-failure', times: 2 }, struck: 2 }]);
    expect(emulator.pool.taken).toHaveLength(1);
  });

  test('by chance: the same seed fails the same starts, another seed others', async () => {
    const fault = ['start-failure:probability=0.5'];
    const first = await outcomes((await run(fault, 7)).emulator, 12);
    expect(await outcomes((await run(fault, 7)).emulator, 12)).toEqual(first);
    expect(await outcomes((await run(fault, 8)).emulator, 12)).not.toEqual(first);
    expect(new Set(first)).toEqual(new Set(['started', 'InternalServerException']));
  });

  test('a session that runs is left alone', async () => {
    const { emulator, faults } = await run([]);
    const { sessionId } = await startSession(emulator);
    faults.add(readFaultArgument('start-failure'));
    expect(await get(emulator, sessionId)).toMatchObject({ status: 'READY' });
    await stop(emulator, sessionId);
  });
});

test('throttling refuses any operation', async () => {
  const { emulator } = await run(['throttling:times=2']);
  await expect(list(emulator)).rejects.toMatchObject({ name: 'ThrottlingException', message: 'Rate exceeded' });
  await expect(start(emulator)).rejects.toMatchObject({ $metadata: { httpStatusCode: 429 } });
  expect(await list(emulator)).toMatchObject({ items: [] });
});

describe('slow-start', () => {
  test('a start waits for as long as it says', async () => {
    const { emulator, clock } = await run(['slow-start:milliseconds=5000']);
    const started = start(emulator);
    await expect.poll(() => clock.pending).toBe(1);
    clock.advance(4999);
    expect(emulator.pool.taken).toEqual([]);
    clock.advance(1);
    await started;
    expect(emulator.pool.taken).toHaveLength(1);
  });

  test('what waits goes on when the faults end', async () => {
    const { emulator, clock, faults } = await run(['slow-start:milliseconds=5000']);
    const started = start(emulator);
    await expect.poll(() => clock.pending).toBe(1);
    faults[Symbol.dispose]();
    expect(await started).toHaveProperty('sessionId');
  });
});

describe('session-crash', () => {
  test('ends that session with its cause, and no other', async () => {
    const { emulator, clock, faults } = await run(['session-crash:milliseconds=1000,times=1']);
    const { sessionId = '' } = await start(emulator);
    const other = await start(emulator);
    const ended = emulator.next('session-ended');
    clock.advance(1000);
    const end = { cause: 'browser-exited', reason: 'It was disposed.' };
    expect(await ended).toMatchObject({ sessionId, end });
    expect(await get(emulator, sessionId)).toMatchObject({ status: 'TERMINATED' });
    expect(await get(emulator, other.sessionId)).toMatchObject({ status: 'READY' });
    expect(faults.sessions).toMatchObject([
      { sessionId, status: 'TERMINATED', end },
      { status: 'READY', processId: 2 },
    ]);
  });

  test('a session that has ended by then stays as it ended', async () => {
    const { emulator, clock, faults } = await run(['session-crash:milliseconds=1000']);
    const { sessionId = '' } = await start(emulator);
    await stop(emulator, sessionId);
    clock.advance(1000);
    expect(faults.sessions).toEqual([{ sessionId, status: 'TERMINATED', end: { cause: 'stopped' } }]);
    expect(faults.crash(sessionId)).toBe(false);
  });
});

describe('stream-cut', () => {
  test('cuts the connection and leaves the session, to which a client can come back', async () => {
    const { emulator, clock, faults } = await run(['stream-cut:milliseconds=300,times=1']);
    const { sessionId, url } = await startSession(emulator);
    const opened = emulator.next('stream-opened');
    const client = await openStream(emulator.emulator, url);
    await opened;
    expect(faults.sessions).toMatchObject([{ streams: 1 }]);
    const closed = once(client, 'close');
    clock.advance(300);
    // 1006: no goodbye (RFC 6455, section 7.1.5).
    expect((await closed)[0]).toBe(1006);
    expect(await get(emulator, sessionId)).toMatchObject({ status: 'READY' });
    const again = await openStream(emulator.emulator, url);
    again.terminate();
  });

  test('a session without connections has none to cut; one that does not exist is not there', async () => {
    const { emulator, faults } = await run([]);
    const { sessionId } = await startSession(emulator);
    expect(faults.cutStreams(sessionId)).toBe(0);
    expect(faults.cutStreams('01ARZ3NDEKTSV4RRFFQ69G5FAV')).toBeUndefined();
  });
});
