import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTab } from './tab.ts';
import { id, type PageScene, probe, startPageScene } from './testing/page-scene.ts';

let scene: PageScene;
beforeAll(async () => {
  scene = await startPageScene();
});
afterAll(() => scene[Symbol.asyncDispose]());

describe('the tab', () => {
  test('shows what the origin answers', async () => {
    const tab = await openTab(scene.page);
    for (const [number, scheme] of [
      [1, 'http'],
      [2, 'https'],
    ] as const) {
      const { sighting, errorPage } = await tab.visit(id(number), probe(number, scheme).url);
      expect(sighting).toMatchObject({
        marker: id(number),
        outcome: { kind: 'response', status: 200, marker: id(number) },
      });
      expect(errorPage).toBeUndefined();
    }
  });

  test('shows an error page of its own, with a screenshot, and goes on from there, again and again', async () => {
    const tab = await openTab(scene.page);
    for (let round = 0; round < 5; round++) {
      const failed = await tab.visit(id(1), probe(1, 'https', 'refused.test').url);
      expect(failed.sighting.outcome).toEqual({ kind: 'failed', error: 'net::ERR_TUNNEL_CONNECTION_FAILED' });
      expect(failed.errorPage?.subarray(1, 4).toString()).toBe('PNG');
      const fine = await tab.visit(id(2), probe(2, 'http').url);
      expect(fine.sighting.outcome).toEqual({ kind: 'response', status: 200, marker: id(2) });
    }
  });

  test.each([
    ['http://refused.test/', 'net::ERR_HTTP_RESPONSE_CODE_FAILURE'],
    ['http://odd.test/missing', 'net::ERR_HTTP_RESPONSE_CODE_FAILURE'],
    ['http://odd.test/empty', 'net::ERR_ABORTED'],
  ])('%s fails with %s', async (url, error) => {
    const { sighting, errorPage } = await (await openTab(scene.page)).visit(id(1), url);
    expect(sighting.outcome).toEqual({ kind: 'failed', error });
    expect(errorPage?.subarray(1, 4).toString()).toBe('PNG');
  });
});
