import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SessionBrowser } from '../session-browser.ts';
import { type ChromiumPool, startChromiumPool } from './pool.ts';
import { BrowserFolder } from './testing/browser-folder.ts';

let folder: BrowserFolder;
let pool: ChromiumPool;
let taken: SessionBrowser;
let browser: Browser;
beforeAll(async () => {
  folder = new BrowserFolder();
  pool = startChromiumPool({ executable: BrowserFolder.chromium(), ahead: 1 });
  taken = await pool.take();
  browser = await chromium.connectOverCDP(taken.devToolsUrl);
});
afterAll(async () => {
  await browser.close();
  await pool[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

/** The smallest and the largest that the API allows, and one between. */
const SIZES = [
  { width: 320, height: 240 },
  { width: 1280, height: 720 },
  { width: 3840, height: 2160 },
];

const SEEN = '({ width: innerWidth, height: innerHeight })';

test.each(SIZES)('a page of $width × $height sees that size, and so does the next tab', async (size) => {
  await taken.control.resize(size);
  const context = browser.contexts()[0];
  expect(await context?.pages()[0]?.evaluate<object>(SEEN)).toEqual(size);
  const tab = await context?.newPage();
  await tab?.goto('data:text/html,next');
  expect(await tab?.evaluate<object>(SEEN)).toEqual(size);
  await tab?.close();
});
