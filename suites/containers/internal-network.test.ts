import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { docker, remains, withoutEngine } from './engine.ts';
import { LOOPBACK, METADATA, type Scene, startScene } from './internal-network/scene.ts';

/** Milliseconds for an image, ten containers and three sessions: half a minute on an idle machine. */
const START_LIMIT = 600_000;
/** Milliseconds in which a page gets its answer, if it gets one at all. */
const PATIENCE = 3_000;

/** What a page gets from a URL. */
const fetched = (url: string) =>
  `fetch('${url}', { mode: 'no-cors', signal: AbortSignal.timeout(${PATIENCE}) }).then(() => 'answered', () => 'failed')`;

/** Asks a STUN server, which never answers. */
const askedStun = (server: string) => `new Promise(async (resolve) => {
  const connection = new RTCPeerConnection({ iceServers: [{ urls: 'stun:${server}' }] });
  const finish = () => { connection.close(); resolve('failed'); };
  setTimeout(finish, ${PATIENCE});
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

  test.each<[string, () => string, () => readonly string[]]>([
    ['loopback', () => fetched(`http://${LOOPBACK}/`), () => scene.reached.loopback()],
    ['instance metadata', () => fetched(`http://${METADATA}/latest/meta-data/`), () => scene.reached.linkLocal()],
    [
      'WebRTC',
      () => askedStun(`${scene.machine.address}:${scene.machine.stunPort}`),
      () => scene.machine.packetsAt(scene.machine.stunPort),
    ],
    [
      'HTTP/3',
      () => fetched(`https://${scene.machine.address}:${scene.machine.http3Port}/`),
      () => scene.machine.packetsAt(scene.machine.http3Port),
    ],
  ])('%s around the router reaches nobody; outside, a witness sees it', async (_, attempt, reachedBy) => {
    expect([await scene.leakingInside.evaluate(attempt()), reachedBy()]).toEqual(['failed', []]);
    await scene.leakingOutside.evaluate(attempt());
    // Whatever had come from inside would have come before.
    await vi.waitFor(() => expect(reachedBy()).not.toEqual([]));
    for (const address of reachedBy()) expect([...scene.outsideAddresses, '127.0.0.1']).toContain(address);
  });

  test('this machine has no address on the network inside', () => {
    const gateway = docker('network', 'inspect', scene.insideNetwork, '--format', '{{(index .IPAM.Config 0).Gateway}}');
    const own = Object.values(networkInterfaces()).flatMap((addresses = []) => addresses.map(({ address }) => address));
    expect(own).toContain(scene.machine.address);
    expect(own).not.toContain(gateway);
  });
});
