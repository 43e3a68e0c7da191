import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startOrigin } from '../../origin/origin.ts';
import { startChromiumPool } from '../chromium/pool.ts';
import { BrowserFolder } from '../chromium/testing/browser-folder.ts';
import { startEmulator } from '../emulator.ts';
import type { BrowserPool } from '../session-browser.ts';
import { browserClient } from '../testing/clients.ts';
import { runEmulator } from '../testing/running-emulator.ts';
import { saveProfile, start, stop } from '../testing/session-calls.ts';
import { visit } from '../testing/visit.ts';

const PROFILE = 'shopping-0123456789';

let folder: BrowserFolder;
beforeAll(() => {
  folder = new BrowserFolder();
});
afterAll(() => folder[Symbol.dispose]());

/** Remembers the last browser that was taken. */
function remembering(pool: BrowserPool) {
  let last = '';
  return {
    last: () => last,
    pool: {
      async take() {
        const browser = await pool.take();
        last = browser.devToolsUrl;
        return browser;
      },
      [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose](),
    },
  };
}

test('cookies and local storage of one session are there in the next, of every origin, without a request', async () => {
  const requests: string[] = [];
  await using origin = await startOrigin({ onSighting: ({ authority }) => requests.push(authority) });
  const dial = () => ({ host: origin.address.address, port: origin.address.port });
  const chromiumPool = startChromiumPool({
    executable: BrowserFolder.chromium(),
    trustedPublicKeys: [origin.publicKeyHash],
    router: { dial },
  });
  const { pool, last } = remembering(chromiumPool);
  await using _pool = pool;
  await using emulator = await startEmulator({ pool });
  const t = { client: browserClient(emulator) };

  const inSession = async (use: (page: Page) => Promise<unknown>) => {
    const browser = await chromium.connectOverCDP(last());
    const page = browser.contexts()[0]?.pages()[0];
    if (!page) throw new Error('The session has no page.');
    const result = await use(page);
    await browser.close();
    return result;
  };
  const stored = (page: Page, url: string) =>
    visit(page, url).then(() => page.evaluate<string[]>('[document.cookie, JSON.stringify(localStorage)]'));

  const first = await start(t);
  await inSession(async (page) => {
    await visit(page, 'https://shop.example.com/');
    await page.evaluate(`
      document.cookie = 'lasting=1; max-age=3600';
      document.cookie = 'wide=2; domain=example.com';
      localStorage.setItem('basket', '["apples"]');`);
    await visit(page, 'http://other.test/');
    await page.evaluate(`document.cookie = 'session=3'; localStorage.setItem('theme', 'dark')`);
    await visit(page, 'https://embedding.test/');
    await page.evaluate(`document.cookie = 'parted=4; path=/; secure; samesite=none; partitioned'`);
  });
  await saveProfile(t, first.sessionId, PROFILE);
  await stop(t, first.sessionId);

  requests.length = 0;
  await start(t, { profileConfiguration: { profileIdentifier: PROFILE } });
  expect(requests.filter((authority) => /example|other/.test(authority))).toEqual([]);
  await inSession(async (page) => {
    expect(await stored(page, 'https://shop.example.com/')).toEqual([
      expect.stringMatching(/^(lasting=1; wide=2|wide=2; lasting=1)$/),
      '{"basket":"[\\"apples\\"]"}',
    ]);
    expect(await stored(page, 'https://www.example.com/')).toEqual(['wide=2', '{}']);
    expect(await stored(page, 'http://other.test/')).toEqual(['session=3', '{"theme":"dark"}']);
    const parted = (await page.context().cookies()).find(({ name }) => name === 'parted');
    expect(parted).toMatchObject({ domain: 'embedding.test', partitionKey: 'https://embedding.test' });
  });

  await start(t);
  await inSession(async (page) => {
    expect(await stored(page, 'https://shop.example.com/')).toEqual(['', '{}']);
  });
  t.client.destroy();
});

test('SaveBrowserSessionProfile answers with what it has saved, where the profile and the session exist', async () => {
  await using t = await runEmulator({ profiles: { identifiers: [PROFILE] } });
  const { sessionId } = await start(t);
  const { $metadata, ...answer } = await saveProfile(t, sessionId, PROFILE);
  expect(answer).toEqual({
    profileIdentifier: PROFILE,
    browserIdentifier: 'aws.browser.v1',
    sessionId,
    lastUpdatedAt: expect.any(Date),
  });
  const unknown = { name: 'ResourceNotFoundException', message: 'The browser profile does not exist' };
  await expect(saveProfile(t, sessionId, 'other-0123456789')).rejects.toMatchObject(unknown);
  const profileConfiguration = { profileIdentifier: 'other-0123456789' };
  await expect(start(t, { profileConfiguration })).rejects.toMatchObject(unknown);
  await stop(t, sessionId);
  await expect(saveProfile(t, sessionId, PROFILE)).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'The browser session has ended',
  });
});

test('a folder keeps profiles from one emulator to the next, readable by their owner only', async () => {
  const kept = join(await mkdtemp(join(tmpdir(), 'acpc-profiles-')), 'profiles');
  const profile = { cookies: [], localStorage: { 'https://www.example.com': { theme: 'dark' } } };
  {
    await using t = await runEmulator({ profiles: { folder: kept } });
    const { sessionId } = await start(t);
    for (const browser of t.pool.taken) browser.profile = profile;
    await saveProfile(t, sessionId, PROFILE);
  }
  expect(await readdir(kept, { recursive: true })).toEqual(['000000000000', `000000000000/${PROFILE}.json`]);
  expect((await stat(join(kept, '000000000000', `${PROFILE}.json`))).mode & 0o777).toBe(0o600);
  await using t = await runEmulator({ profiles: { folder: kept } });
  await start(t, { profileConfiguration: { profileIdentifier: PROFILE } });
  await start(t, { profileConfiguration: { profileIdentifier: 'never_saved-0123456789' } });
  expect(t.pool.taken.map(({ asked }) => asked)).toEqual([[profile], [{ cookies: [], localStorage: {} }]]);
  await rm(kept, { recursive: true });
});
