import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ChromiumPool, startChromiumPool } from '../chromium/pool.ts';
import { BrowserFolder } from '../chromium/testing/browser-folder.ts';
import type { BrowserControl } from '../session-browser.ts';

let folder: BrowserFolder;
let pool: ChromiumPool;
let browser: Browser;
let page: Page;
let control: BrowserControl;
beforeAll(async () => {
  folder = new BrowserFolder();
  pool = startChromiumPool({ executable: BrowserFolder.chromium(), ahead: 1 });
  const taken = await pool.take();
  control = taken.control;
  await control.resize({ width: 800, height: 600 });
  browser = await chromium.connectOverCDP(taken.devToolsUrl);
  const first = browser.contexts()[0]?.pages()[0];
  if (!first) throw new Error('The browser has no page.');
  page = first;
});
afterAll(async () => {
  await browser.close();
  await pool[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

/** Records every event as `type:detail`. */
const RECORDER = `<script>{
  window.seen = [];
  const see = (event, detail) => seen.push(event.type + ':' + detail);
  for (const type of ['mousedown', 'mouseup', 'dblclick', 'contextmenu']) addEventListener(type, (event) => {
    see(event, [event.clientX, event.clientY, event.button, event.detail]);
  });
  addEventListener('mousemove', (event) => see(event, [event.clientX, event.clientY, event.buttons]));
  addEventListener('wheel', (event) => see(event, [event.deltaX, event.deltaY]));
  addEventListener('keydown', (event) => see(event, [event.key, event.code, event.keyCode]));
  addEventListener('keyup', (event) => see(event, event.key));
}</script>`;

const show = (body: string) => page.setContent(`<!doctype html><body style="margin:0">${RECORDER}${body}</body>`);
const seen = () => page.evaluate<string[]>('seen.splice(0)');

describe('the mouse', () => {
  beforeEach(() => show('<div style="height: 3000px; width: 3000px"></div>'));

  test('moves to a point, and clicks there once with its left button', async () => {
    await control.perform({ mouseMove: { x: 10, y: 20 } });
    expect(await seen()).toEqual(['mousemove:10,20,0']);
    await control.perform({ mouseClick: { x: 30, y: 40 } });
    expect(await seen()).toEqual(['mousemove:30,40,0', 'mousedown:30,40,0,1', 'mouseup:30,40,0,1']);
  });

  test.each([
    ['RIGHT', 2],
    ['MIDDLE', 1],
  ] as const)('clicks with the button %s', async (button, number) => {
    await control.perform({ mouseClick: { x: 30, y: 40, button } });
    expect(await seen()).toContain(`mousedown:30,40,${number},1`);
  });

  test('clicks twice, which the page sees as a double click', async () => {
    await control.perform({ mouseClick: { x: 50, y: 60, clickCount: 2 } });
    expect((await seen()).slice(1)).toEqual([
      'mousedown:50,60,0,1',
      'mouseup:50,60,0,1',
      'mousedown:50,60,0,2',
      'mouseup:50,60,0,2',
      'dblclick:50,60,0,2',
    ]);
  });

  test('scrolls down for a negative amount', async () => {
    await control.perform({ mouseScroll: { x: 100, y: 100, deltaX: -30, deltaY: -200 } });
    await page.waitForFunction('scrollY === 200 && scrollX === 30');
    expect(await seen()).toContain('wheel:30,200');
  });

  test('drags with its button held', async () => {
    await control.perform({ mouseDrag: { startX: 10, startY: 10, endX: 110, endY: 60 } });
    const events = await seen();
    expect(events.slice(0, 3)).toEqual(['mousemove:10,10,0', 'mousedown:10,10,0,1', 'mousemove:20,15,1']);
    expect(events.slice(-2)).toEqual(['mousemove:110,60,1', 'mouseup:110,60,0,1']);
  });

  test('drops what can be dragged', async () => {
    await show(`
      <p draggable="true" style="position:absolute; left:0; top:0; margin:0">drag me</p>
      <div style="position:absolute; left:300px; top:300px; width:100px; height:100px"></div>
      <script>
        document.querySelector('p').ondragstart = (event) => event.dataTransfer.setData('text/plain', 'carried');
        const target = document.querySelector('div');
        target.ondragover = (event) => event.preventDefault();
        target.ondrop = (event) => { target.textContent = event.dataTransfer.getData('text/plain'); };
      </script>`);
    await control.perform({ mouseDrag: { startX: 10, startY: 10, endX: 350, endY: 350 } });
    await expect.poll(() => page.textContent('div')).toBe('carried');
  });
});

describe('the keyboard', () => {
  beforeEach(async () => {
    await show('<textarea autofocus></textarea>');
    await page.focus('textarea');
  });
  const text = () => page.inputValue('textarea');

  test('types letters, signs, new lines and what no key has', async () => {
    const typed = 'Grüße, "World"!\n~{x}=[1]?';
    await control.perform({ keyType: { text: typed } });
    expect(await text()).toBe(typed);
  });

  test.each([100, 10_000])('types a text of %i characters in order', async (length) => {
    // Few lines: Chromium lays a text out again after each.
    const words = Array.from({ length: length / 10 }, (_, index) => String(index).padStart(9, '0'));
    const typed = words.map((word, index) => `${word}${index % 50 === 5 ? '\n' : ' '}`).join('');
    await control.perform({ keyType: { text: typed } });
    expect(await text()).toBe(typed);
  });

  test('presses a key by name, in any case, as often as asked', async () => {
    await control.perform({ keyType: { text: 'abcdef' } });
    await control.perform({ keyPress: { key: 'BackSpace', presses: 4 } });
    expect(await text()).toBe('ab');
    await control.perform({ keyPress: { key: 'enter' } });
    expect(await text()).toBe('ab\n');
    expect((await seen()).slice(-2)).toEqual(['keydown:Enter,Enter,13', 'keyup:Enter']);
  });

  test('presses the keys of a shortcut together and lets them go in reverse', async () => {
    await control.perform({ keyType: { text: 'gone' } });
    await seen();
    await control.perform({ keyShortcut: { keys: ['ctrl', 'a'] } });
    expect(await seen()).toEqual(['keydown:Control,ControlLeft,17', 'keydown:a,KeyA,65', 'keyup:a', 'keyup:Control']);
    await control.perform({ keyPress: { key: 'delete' } });
    expect(await text()).toBe('');
    await control.perform({ keyShortcut: { keys: ['shift', 'x'] } });
    expect(await text()).toBe('X');
  });

  test('has no key of another name, and says which there are', async () => {
    await expect(control.perform({ keyPress: { key: 'any' } })).rejects.toMatchObject({
      code: 'ERR_BROWSER_CONTROL',
      message: expect.stringMatching(
        /^There is no key with this name; known are single characters and: escape, esc, backspace, /,
      ),
    });
  });
});

test('a screenshot is a PNG of the whole view port', async () => {
  const { data = '' } = await control.perform({ screenshot: {} });
  const png = Buffer.from(data, 'base64');
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([800, 600]);
});

test('actions go to the tab that was used last', async () => {
  const second = await page.context().newPage();
  await second.setContent('<input autofocus>');
  await second.bringToFront();
  await second.focus('input');
  await control.perform({ keyType: { text: 'here' } });
  expect(await second.inputValue('input')).toBe('here');
  await second.close();
});
