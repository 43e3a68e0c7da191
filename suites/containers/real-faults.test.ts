import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { BUSY_MACHINE, docker, withoutEngine } from './engine.ts';
import { type FaultySession, startFaultySession } from './faulty-session.ts';

/** Polls until a container's agent answers again: nothing tells from outside when a process has begun to listen. */
const BACK = { timeout: 60_000, interval: 250 };

/** Milliseconds for a page whose proxy serves: few, but on a machine that is overloaded. */
const SERVING = 60_000;

/** A session that browses while the container of its first proxy fails and comes back; one session for all of it. */
describe.skipIf(withoutEngine)('a proxy’s container fails while a session browses', { timeout: BUSY_MACHINE }, () => {
  let session: FaultySession;
  let container: string;
  beforeAll(async () => {
    session = await startFaultySession({
      proxies: [
        { externalProxy: { server: 'first.example', port: 3128, domainPatterns: ['.first.test'] } },
        { externalProxy: { server: 'rest.example', port: 3128 } },
      ],
    });
    container = session.witnesses.containers[0]?.id ?? '';
  }, BUSY_MACHINE);
  afterAll(() => session?.[Symbol.asyncDispose](), BUSY_MACHINE);

  /** The page comes by its proxy, and by no other route. */
  const expectServed = async (host: string, route: number) => {
    const visited = await session.visit(host, SERVING);
    expect(visited).toMatchObject({ outcome: { kind: 'response', status: 200 }, reached: [route] });
  };
  /** No page, and no way around the proxy that is out; the other one does not notice. */
  const expectOutage = async (host: string) => {
    expect(await session.visit(host)).toEqual({ outcome: { kind: 'failed', error: expect.any(String) }, reached: [] });
    await expectServed('elsewhere.test', 1);
  };

  test('both serve to begin with', async () => {
    await expectServed('a.first.test', 0);
    await expectServed('b.test', 1);
  });

  test('paused: it takes connections and never answers; it goes on where it was', async () => {
    docker('pause', container);
    await expectOutage('paused.first.test');
    docker('unpause', container);
    await expectServed('unpaused.first.test', 0);
  });

  test('killed, and started again', async () => {
    docker('kill', container);
    await expectOutage('killed.first.test');
    docker('start', container);
    await vi.waitFor(() => session.takeAgain(0), BACK);
    await expectServed('started.first.test', 0);
  });

  test('disconnected from its network, and connected again', async () => {
    const { network } = session.witnesses;
    docker('network', 'disconnect', network, container);
    await expectOutage('disconnected.first.test');
    docker('network', 'connect', network, container);
    await vi.waitFor(() => session.takeAgain(0), BACK);
    await expectServed('connected.first.test', 0);
  });
});
