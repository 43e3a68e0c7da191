import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LiveViewScene, liveViewScene } from './testing/live-view-scene.ts';

let s: LiveViewScene;
beforeAll(async () => {
  s = await liveViewScene();
});
afterAll(() => s[Symbol.asyncDispose]());

it('shows the page that automation is on, live, and loads nothing from elsewhere', async () => {
  const session = await s.startSession();
  const view = await s.watch(session);
  const page = await session.automate();
  await page.goto(s.site('/red'));
  await view.shows({ color: 'red' });
  await page.goto(s.site('/blue'));
  await view.shows({ color: 'blue' });
  expect(await view.text('#state')).toBe('Live');
  expect(await view.text('#session')).toBe(`Session ${session.id}`);
  expect(await view.text('#address')).toBe(s.site('/blue'));
  expect(view.requests.map((url) => new URL(url).pathname)).toEqual([new URL(session.liveView).pathname]);
  expect(view.problems).toEqual([]);
});
