import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { docker, remains, withoutEngine } from './engine.ts';
import { LOOPBACK, type Scene, startScene } from './internal-network/scene.ts';

/** Milliseconds for an image, twelve containers and four sessions: half a minute on an idle machine. */
const START_LIMIT = 600_000;
/** Milliseconds in which a page gets its answer, if it gets one at all. */
const PATIENCE = 3_000;
/** Milliseconds for what is bound to come, on a machine that is overloaded. */
const BOUND_TO_COME = 60_000;

/** What a page gets from a URL. */
const fetched = (url: string, patience = PATIENCE) =>
  `fetch('${url}', { mode: 'no-cors', signal: AbortSignal.timeout(${patience}) }).then(() => 'answered', () => 'failed')`;

/** Asks a STUN server, which never answers. */
const askedStun = (server: string, patience = PATIENCE) => `new Promise(async (resolve) => {
  const connection = new RTCPeerConnection({ iceServers: [{ urls: 'stun:${server}' }] });
  const finish = () => { connection.close(); resolve('failed'); };
  setTimeout(finish, ${patience});
  connection.createDataChannel('any');
  await connection.setLocalDescription(await connection.createOffer());
})`;

describe.skipIf(withoutEngine)('sessions on a network whose only way out is the proxies', { timeout: 120_000 }, () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await startScene();
  }, START_LIMIT);
  afterAll(async () => {
    await scene?.[Symbol.asyncDispose]();
    if (scene !== undefined) expect(remains(scene.runId)).toEqual([]);
  }, START_LIMIT);

  const served = (route: number | 'direct') => ({ outcome: { kind: 'response', status: 200 }, reached: [route] });
  const nowhere = { outcome: { kind: 'failed', error: 'net::ERR_TUNNEL_CONNECTION_FAILED' }, reached: [] };

  test('what the proxies claim goes through them', async () => {
    expect(await scene.visit(scene.inside, 'www.first.test')).toMatchObject(served(0));
    expect(await scene.visit(scene.inside, 'www.other.test')).toMatchObject(served(1));
  });

  test('what bypasses them has nowhere to go', async () => {
    expect(await scene.visit(scene.inside, 'www.direct.test')).toEqual(nowhere);
  });

  test.each(['www.first.test', 'www.other.test', 'www.direct.test'])(
    'a router that sends everything direct reaches nobody; outside, the origin sees it: %s',
    async (host) => {
      expect(await scene.visit(scene.leakingInside, host)).toEqual(nowhere);
      expect(await scene.visit(scene.leakingOutside, host)).toMatchObject(served('direct'));
    },
  );

  const attempts = {
    'a link-local address': {
      attempt: (patience?: number) => fetched(`http://${scene.linkLocal.address}:${scene.linkLocal.port}/`, patience),
      reachedBy: () => scene.linkLocal.callers(),
    },
    WebRTC: {
      attempt: (patience?: number) => askedStun(`${scene.machine.address}:${scene.machine.stunPort}`, patience),
      reachedBy: () => scene.machine.packetsAt(scene.machine.stunPort),
    },
    'HTTP/3': {
      attempt: (patience?: number) => fetched(`https://${scene.machine.address}:${scene.machine.http3Port}/`, patience),
      reachedBy: () => scene.machine.packetsAt(scene.machine.http3Port),
    },
  } as const;
  const names = Object.keys(attempts) as (keyof typeof attempts)[];

  // Before anything leaks: were something of these still under way, the tests of the leaks would see from whom it came.
  test.each(['inside', 'outside'] as const)('the emulator, %s, lets nothing around its router', async (place) => {
    const emulated = scene[place];
    for (const host of [LOOPBACK, `${scene.linkLocal.address}:${scene.linkLocal.port}`]) {
      expect(await scene.visit(emulated, host, 'http')).toMatchObject(served(1));
    }
    for (const name of names) await emulated.session.evaluate(attempts[name].attempt());
    expect(names.map((name) => [name, attempts[name].reachedBy()])).toEqual(names.map((name) => [name, []]));
    expect(emulated.loopbackCallers()).toEqual([]);
  });

  test.each(names)('%s around the router reaches nobody; outside, a witness sees it', async (name) => {
    const { attempt, reachedBy } = attempts[name];
    expect([await scene.leakingInside.session.evaluate(attempt()), reachedBy()]).toEqual(['failed', []]);
    // Not waited for: a page that gets no answer goes on waiting long after the witness has seen it.
    scene.leakingOutside.session.evaluate(attempt(BOUND_TO_COME)).catch(() => undefined);
    // Whatever had come from inside would have come before.
    await expect.poll(reachedBy, { timeout: BOUND_TO_COME }).not.toEqual([]);
    expect(new Set(reachedBy())).toEqual(new Set([scene.leakingOutside.address]));
  });

  test('loopback around the router is the session’s own machine in both places, and no other', async () => {
    const own = ['127.0.0.1'];
    const callers = () => [scene.leakingInside, scene.leakingOutside].map((one) => [...new Set(one.loopbackCallers())]);
    expect(await scene.leakingInside.session.evaluate(fetched(`http://${LOOPBACK}/`, BOUND_TO_COME))).toBe('answered');
    await expect.poll(callers).toEqual([own, []]);
    expect(await scene.leakingOutside.session.evaluate(fetched(`http://${LOOPBACK}/`, BOUND_TO_COME))).toBe('answered');
    await expect.poll(callers).toEqual([own, own]);
  });

  test('this machine has no address on the network inside', () => {
    const gateway = docker('network', 'inspect', scene.insideNetwork, '--format', '{{(index .IPAM.Config 0).Gateway}}');
    const own = Object.values(networkInterfaces()).flatMap((addresses = []) => addresses.map(({ address }) => address));
    expect(own).toContain(scene.machine.address);
    expect(own).not.toContain(gateway);
  });
});
