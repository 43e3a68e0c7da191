import { once } from 'node:events';
import { createServer } from 'node:http';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { docker, remains, withoutEngine } from './engine.ts';
import { METADATA, places, type Scene, startScene } from './internal-network/scene.ts';

/** Milliseconds for an image, ten containers and three sessions: half a minute on an idle machine. */
const START_LIMIT = 600_000;
/** Milliseconds in which a page gets its answer, if it gets one at all. */
const PATIENCE = 3_000;

/** What a page gets from a URL. */
const fetched = (url: string) =>
  `fetch('${url}', { mode: 'no-cors', signal: AbortSignal.timeout(${PATIENCE}) }).then(() => 'answered', () => 'failed')`;

/** Whether a page learns an address of its own from a STUN server, after its other addresses. */
const askedStun = (host: string) => `new Promise(async (resolve) => {
  const connection = new RTCPeerConnection({ iceServers: [{ urls: 'stun:${host}:3478' }] });
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

  test.each([
    ['loopback', places.loopback, () => fetched(`http://${places.loopback.slice('tcp:'.length)}/`)],
    ['instance metadata', places.linkLocal, () => fetched(`http://${METADATA}/latest/meta-data/`)],
    ['WebRTC', places.stun, () => askedStun(scene.listenerAddress)],
    ['HTTP/3', places.http3, () => fetched(`https://${scene.listenerAddress}/`)],
  ])('%s around the router reaches nobody; outside, a witness sees it', async (_, place, attempt) => {
    expect(await scene.leakingInside.evaluate(attempt())).toBe('failed');
    expect(scene.reachedBy(place)).toEqual([]);
    await scene.leakingOutside.evaluate(attempt());
    // Whatever had come from inside would have come before.
    await vi.waitFor(() => expect(scene.reachedBy(place)).not.toEqual([]));
    expect(scene.outsideAddresses).toEqual(expect.arrayContaining([...new Set(scene.reachedBy(place))]));
  });

  test('this machine is not on the network, and is not reached from it; outside, it is', async () => {
    const gateway = docker('network', 'inspect', scene.insideNetwork, '--format', '{{(index .IPAM.Config 0).Gateway}}');
    const own = Object.values(networkInterfaces()).flatMap((addresses = []) => addresses.map(({ address }) => address));
    expect(own).not.toContain(gateway);
    expect(own).toContain(scene.machineAddress);

    let asked = 0;
    const server = createServer((_, answer) => {
      asked++;
      answer.end();
    }).listen(0, scene.machineAddress);
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const attempt = fetched(`http://${scene.machineAddress}:${port}/`);
    expect([await scene.leakingInside.evaluate(attempt), asked]).toEqual(['failed', 0]);
    expect([await scene.leakingOutside.evaluate(attempt), asked]).toEqual(['answered', 1]);
    server.close();
  });
});
