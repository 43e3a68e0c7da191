import { type Browser, chromium, type Dialog, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ChromiumPool, startChromiumPool } from '../chromium/pool.ts';
import { BrowserFolder } from '../chromium/testing/browser-folder.ts';
import type { BrowserControl } from '../session-browser.ts';

let folder: BrowserFolder;
let pool: ChromiumPool;
let browser: Browser;
let page: Page;
let control: BrowserControl;
/** The dialogs that automation has been told of and left open. */
let left: Dialog[];

beforeAll(async () => {
  folder = new BrowserFolder();
  pool = startChromiumPool({ executable: BrowserFolder.chromium(), ahead: 1 });
  const taken = await pool.take();
  control = taken.control;
  browser = await chromium.connectOverCDP(taken.devToolsUrl);
});
afterAll(async () => {
  await browser.close();
  await pool[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});
beforeEach(async () => {
  left = [];
  const context = browser.contexts()[0];
  const before = context?.pages()[0];
  page = (await context?.newPage()) ?? expect.unreachable();
  await before?.close();
});

const CLICK = { mouseClick: { x: 50, y: 50 } };
const ENTER = { keyPress: { key: 'Enter' } };
const ESCAPE = { keyPress: { key: 'Escape' } };

/** A page that asks when it is clicked, and says what it was answered. */
const asking = (script: string) =>
  page.setContent(`<body style="height: 500px" onclick="document.title = JSON.stringify(${script})">`);

const answers = () => expect.poll(() => page.title());
/** Automation hears of dialogs over a connection of its own, in its own time. */
const toldOf = (count: number) => expect.poll(() => left.length).toBe(count);

/** From now on automation is told of dialogs and lets them wait. */
const leaveDialogs = () => page.on('dialog', (dialog) => left.push(dialog));

test('a dialog that automation answers is none of our business', async () => {
  await asking('[confirm(1), confirm(2)]');
  expect(await control.perform(CLICK)).toEqual({});
  await answers().toBe('[false,false]');
});

test.each([
  [ENTER, '[true]'],
  [ESCAPE, '[false]'],
])('a dialog that nobody has answered is answered by the next key: %j', async (key, answered) => {
  leaveDialogs();
  await asking('[confirm(1)]');
  expect(await control.perform(CLICK)).toEqual({});
  await toldOf(1);
  expect(await control.perform(key)).toEqual({});
  await answers().toBe(answered);
});

test('dialogs that follow one another are answered one by one, a prompt with what it suggests', async () => {
  leaveDialogs();
  await asking("[confirm(1), prompt(2, 'suggested'), prompt(3)]");
  await control.perform(CLICK);
  await control.perform(ENTER);
  await control.perform(ENTER);
  await control.perform(ESCAPE);
  await answers().toBe('[true,"suggested",null]');
});

test('whatever else is asked fails at once and says why, until automation has answered', async () => {
  leaveDialogs();
  await asking('[prompt(1)]');
  await control.perform(CLICK);
  await expect(control.perform({ screenshot: {} })).rejects.toMatchObject({
    code: 'ERR_BROWSER_CONTROL',
    message:
      'The page waits for an answer to its dialog (prompt): press Enter to accept or Escape to dismiss it, or let automation answer it',
  });
  await toldOf(1);
  await left[0]?.accept('by automation');
  expect(await control.perform({ screenshot: {} })).toEqual({ data: expect.stringMatching(/^iVBOR/) });
  await answers().toBe('["by automation"]');
});

test('a page that is closed with its dialog open holds nothing up', async () => {
  leaveDialogs();
  await asking('[confirm(1)]');
  await control.perform(CLICK);
  const next = await browser.contexts()[0]?.newPage();
  await page.close();
  page = next ?? expect.unreachable();
  expect(await control.perform({ screenshot: {} })).toEqual({ data: expect.any(String) });
});
