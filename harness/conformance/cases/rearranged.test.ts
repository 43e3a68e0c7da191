import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunTarget } from '../run-target.ts';
import { inProcessWitnesses } from './in-process-witnesses.ts';
import { rearranged, unconfigured } from './rearranged.ts';
import { setScene } from './scene.ts';
import type { Setup } from './setup.ts';
import { startWorld, type World } from './world.ts';

/** A world in which nothing is started: proxies listen, and nobody comes. */
const service: RunTarget = {
  target: {
    kind: 'emulated',
    region: 'us-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    browserIdentifier: 'aws.browser.v1',
  },
  capabilities: { direct: { kind: 'all' }, local: true, liveView: true, otherAccount: true },
  certificates: [],
  environment: {},
  as: () => service.target,
  putSecret: async (arn) => arn,
  missingSecret: async (arn) => arn,
  [Symbol.asyncDispose]: async () => undefined,
};

let world: World;
beforeAll(async () => {
  const openTarget = async () => service;
  world = await startWorld({
    runId: 'abcdefgh',
    openTarget,
    openWitnesses: inProcessWitnesses,
    onBrowser: () => undefined,
  });
});
afterAll(() => world[Symbol.asyncDispose]());

const SETUP: Setup = { proxies: [{ name: 'one', claims: ['.one.test'] }, { name: 'two' }] };

test('other rules for the same proxies, which stay where they listen', async () => {
  await using scene = await setScene(world, SETUP);
  const [one, two] = scene.configuration.proxies.map(({ externalProxy: { server, port } }) => ({ server, port }));
  const other = rearranged(scene, {
    proxies: [{ name: 'one' }, { name: 'two', claims: ['.two.test'] }],
    bypass: ['.direct.test'],
  });
  expect(other.configuration).toEqual({
    proxies: [{ externalProxy: one }, { externalProxy: { ...two, domainPatterns: ['.two.test'] } }],
    bypass: { domainPatterns: ['.direct.test'] },
  });
  expect(other.shown.proxies.map(({ externalProxy }) => externalProxy.server)).toEqual(['one', 'two']);
  expect(other.ledger).toBe(scene.ledger);
});

test('proxies in another order are refused: evidence names them by their place', async () => {
  await using scene = await setScene(world, SETUP);
  expect(() => rearranged(scene, { proxies: [{ name: 'two' }, { name: 'one' }] })).toThrow(
    new RangeError("The case's proxies are one, two; another configuration has two, one."),
  );
});

test('without a configuration, the proxies listen on and no session knows of them', async () => {
  await using scene = await setScene(world, SETUP);
  const { configuration, shown, names, proxies } = unconfigured(scene);
  expect([configuration, shown]).toEqual([{ proxies: [] }, { proxies: [] }]);
  expect(names.map(({ name }) => name)).toEqual(['one:8080', 'two:8080']);
  expect([...proxies.keys()]).toEqual(['one', 'two']);
});
