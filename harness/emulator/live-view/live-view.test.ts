import { afterAll, beforeAll, expect, it } from 'vitest';
import { takeClosedPort } from '../../conformance/cases/closed-port.ts';
import { visit } from '../testing/visit.ts';
import { eventually, type LiveViewScene, liveViewScene } from './testing/live-view-scene.ts';

let s: LiveViewScene;
beforeAll(async () => {
  s = await liveViewScene();
});
afterAll(() => s[Symbol.asyncDispose]());

it('shows the page that automation is on, live, and loads nothing from elsewhere', async () => {
  const session = await s.startSession();
  const view = await s.watch(session);
  const page = await session.automate();
  await visit(page, s.site('/red'));
  await view.shows('red');
  await visit(page, s.site('/blue'));
  await view.shows('blue');
  await page.evaluate("document.body.style.background = 'lime'");
  await view.shows('lime');
  await view.says('#state', 'Live');
  await view.says('#session', `Session ${session.id}`);
  await view.says('#address', s.site('/blue'));
  expect(new Set(view.requests.map((url) => new URL(url).pathname))).toEqual(
    new Set([new URL(session.liveView).pathname]),
  );
  expect(view.problems).toEqual([]);
});

it('shows the error page when a proxy fails', async () => {
  using closed = await takeClosedPort();
  const { host: server, port } = closed.address;
  const session = await s.startSession({ proxyConfiguration: { proxies: [{ externalProxy: { server, port } }] } });
  const page = await session.automate();
  await visit(page, 'data:text/html,<title>nothing</title>');
  const view = await s.watch(session);
  await view.page.waitForSelector('#canvas:not([hidden])');
  expect(await view.ink()).toBe(0);
  await expect(visit(page, 'http://shop.example/')).rejects.toThrow('net::ERR_HTTP_RESPONSE_CODE_FAILURE');
  await view.says('#address', 'http://shop.example/');
  // Words and an icon.
  await eventually(() => view.ink()).toBeGreaterThan(0.002);
});

it('has room for several viewers beside the one automation client, and disturbs none', async () => {
  const session = await s.startSession();
  const before = await s.watch(session);
  const page = await session.automate();
  const after = await s.watch(session);
  await page.route('**/red', (route) =>
    route.fulfill({ body: '<body style="background: yellow">', contentType: 'text/html' }),
  );
  await visit(page, s.site('/red'));
  await Promise.all([before.shows('yellow'), after.shows('yellow')]);
  // Both are the business of the automation client alone.
  page.once('dialog', (dialog) => dialog.accept('an answer'));
  expect(await page.evaluate("prompt('a question')")).toBe('an answer');
  await page.context().setHTTPCredentials({ username: 'ada', password: 'secret' });
  expect((await visit(page, s.site('/private')))?.status()).toBe(200);
  await before.page.close();
  await visit(page, s.site('/blue'));
  await after.shows('blue');
  await expect(session.automate()).rejects.toThrow('429');
});

it('says that the session has ended', async () => {
  const session = await s.startSession();
  const view = await s.watch(session);
  await view.says('#state', 'Live');
  await session.stop();
  await view.says('#state', 'Ended');
  await view.says('#notice', 'This session has ended.');
  expect((await view.page.reload())?.status()).toBe(404);
});

it('says that it has lost the session, and what to do', async () => {
  const session = await s.startSession();
  const badlySigned = 'WebSocket = class extends WebSocket { constructor(url) { super(url + "&more=1"); } }';
  const view = await s.watch(session, badlySigned);
  await view.says('#state', 'Not connected');
  await view.says('#notice', 'The connection was lost. Open a newly signed address to go on watching.');
});

it('stays open when its address expires, which then opens no other view', async () => {
  const session = await s.startSession();
  const view = await s.watch(session);
  const page = await session.automate();
  await view.says('#state', 'Live');
  s.clock.advance(301_000);
  await visit(page, s.site('/red'));
  await view.shows('red');
  expect((await view.page.reload())?.status()).toBe(403);
});
