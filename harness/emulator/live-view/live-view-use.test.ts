import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { visit } from '../testing/visit.ts';
import { eventually, type LiveViewScene, liveViewScene, type View } from './testing/live-view-scene.ts';

let s: LiveViewScene;
beforeAll(async () => {
  s = await liveViewScene();
});
afterAll(() => s[Symbol.asyncDispose]());

/** Where a point of the session's page is in the view. */
async function at({ page }: View, x: number, y: number): Promise<[number, number]> {
  const box = await page.locator('#canvas').boundingBox();
  const [width, height] = await page.evaluate<[number, number]>('[canvas.width, canvas.height]');
  if (!box) throw new Error('There is no picture.');
  return [box.x + (x / width) * box.width, box.y + (y / height) * box.height];
}

async function formInView() {
  const session = await s.startSession();
  const page = await session.automate();
  const view = await s.watch(session);
  await visit(page, s.site('/form'));
  await view.says('#address', s.site('/form'));
  // The picture has to be there, and of this page: its size is what places are a share of.
  await eventually(() => view.ink()).toBeGreaterThan(0);
  const seen = () => page.evaluate<unknown[]>('seen');
  return { page, view, seen };
}

describe('what a person does to the picture happens to the page', () => {
  it('clicks of every kind, where they were made', async () => {
    const { view, seen } = await formInView();
    await view.page.mouse.dblclick(...(await at(view, 50, 60)));
    await eventually(seen).toEqual([
      ['click', 50, 60],
      ['click', 50, 60],
      ['dblclick', 50, 60],
    ]);
    await view.page.mouse.click(...(await at(view, 500, 30)), { button: 'right' });
    await eventually(async () => (await seen()).at(-1)).toEqual(['contextmenu', 500, 30]);
  });

  it('typing, shortcuts and pasting, until Shift+Esc', async () => {
    const { page, view, seen } = await formInView();
    const input = page.locator('input');
    await view.page.mouse.click(...(await at(view, 150, 120)));
    await view.page.keyboard.type('Hi, Åsa 5!');
    await eventually(() => input.inputValue()).toBe('Hi, Åsa 5!');
    expect(await seen()).toContainEqual(['keydown', 'H', 'KeyH', false]);
    await view.page.keyboard.press('Backspace');
    await eventually(() => input.inputValue()).toBe('Hi, Åsa 5');
    await view.page.keyboard.press('Control+a');
    await view.page.keyboard.insertText('pasted ✓');
    await eventually(() => input.inputValue()).toBe('pasted ✓');
    await view.page.keyboard.press('Shift+Escape');
    await view.page.keyboard.type('not for the page');
    expect(await view.page.evaluate('document.activeElement === keyboard')).toBe(false);
    expect(await input.inputValue()).toBe('pasted ✓');
  });

  it('turns of the wheel', async () => {
    const { page, view } = await formInView();
    await view.page.mouse.move(...(await at(view, 300, 300)));
    await view.page.mouse.wheel(0, 400);
    await eventually(() => page.evaluate('scrollY')).toBe(400);
  });
});

it('follows to the page that was opened last, and back when it closes', async () => {
  const session = await s.startSession();
  const page = await session.automate();
  await visit(page, s.site('/red'));
  const view = await s.watch(session);
  await view.shows('red');
  expect(await view.page.isVisible('#tabs')).toBe(false);

  const opened = page.waitForEvent('popup');
  await page.evaluate(`void open('${s.site('/blue')}')`);
  const popup = await opened;
  await view.shows('blue');
  await view.says('#address', s.site('/blue'));
  const pages = ['/red', '/blue'].map((path) => s.site(path).replace('http://', ''));
  await eventually(() => view.page.locator('#tabs button').allTextContents()).toEqual(pages);

  await view.page.click('#tabs button:first-child');
  await view.shows('red');
  await popup.close();
  await eventually(() => view.page.isVisible('#tabs')).toBe(false);
  await view.shows('red');

  const another = await page.context().newPage();
  await visit(another, s.site('/lime'));
  await view.shows('lime');
  await another.close();
  await view.shows('red');
});

it('says that a page has crashed', async () => {
  const session = await s.startSession();
  const page = await session.automate();
  await visit(page, s.site('/red'));
  const view = await s.watch(session);
  await view.shows('red');
  const crashed = page.waitForEvent('crash');
  visit(page, 'chrome://crash').catch(() => undefined);
  await crashed;
  await view.says('#notice', 'This page has crashed.');
});

it('a viewer who comes later sees the page that was used last', async () => {
  const session = await s.startSession();
  const page = await session.automate();
  await visit(page, s.site('/red'));
  for (const color of ['blue', 'lime']) await visit(await page.context().newPage(), s.site(`/${color}`));
  await page.bringToFront();
  const view = await s.watch(session);
  await view.shows('red');
});
