import type { Cdp } from '../../sessions/cdp.ts';
import type { BrowserAction } from '../api/shapes/browser-action.ts';
import type { Page } from '../chromium/devtools.ts';

type ArgumentsOf<Name extends string> = Extract<BrowserAction, Readonly<Record<Name, unknown>>>[Name];

interface Point {
  readonly x: number;
  readonly y: number;
}

/** DevTools' name and bit of each button. */
const BUTTONS = {
  LEFT: { button: 'left', buttons: 1 },
  RIGHT: { button: 'right', buttons: 2 },
  MIDDLE: { button: 'middle', buttons: 4 },
} as const;

/** Moves that make up a drag: pages look at the way, not only at its end. */
const DRAG_STEPS = 10;

export async function move(page: Page, { x, y }: Point): Promise<void> {
  await mouse(page, 'mouseMoved', { x, y });
}

export async function click(page: Page, { x, y, button = 'LEFT', clickCount = 1 }: ArgumentsOf<'mouseClick'>) {
  await move(page, { x, y });
  for (let count = 1; count <= clickCount; count += 1) {
    const pressed = { x, y, ...BUTTONS[button], clickCount: count };
    await mouse(page, 'mousePressed', pressed);
    await mouse(page, 'mouseReleased', { ...pressed, buttons: 0 });
  }
}

/** Negative amounts scroll down and to the right, the service's way; DevTools counts the other way round. */
export async function scroll(page: Page, { x, y, deltaX = 0, deltaY = 0 }: ArgumentsOf<'mouseScroll'>) {
  await mouse(page, 'mouseWheel', { x, y, deltaX: 0 - deltaX, deltaY: 0 - deltaY });
}

/** Drags, and drops what the page lets be dragged: in Chromium these are two mechanisms. */
export async function drag(page: Page, cdp: Cdp, action: ArgumentsOf<'mouseDrag'>): Promise<void> {
  const { startX, startY, endX, endY, button = 'LEFT' } = action;
  const end = { x: endX, y: endY };
  let dragged: unknown;
  cdp.on('Input.dragIntercepted', ({ data }) => {
    dragged = data;
  });
  await page.send('Input.setInterceptDrags', { enabled: true });
  await move(page, { x: startX, y: startY });
  await mouse(page, 'mousePressed', { x: startX, y: startY, ...BUTTONS[button], clickCount: 1 });
  for (let step = 1; step <= DRAG_STEPS && dragged === undefined; step += 1) {
    const at = (from: number, to: number) => Math.round(from + ((to - from) * step) / DRAG_STEPS);
    await mouse(page, 'mouseMoved', { x: at(startX, endX), y: at(startY, endY), ...BUTTONS[button] });
    // Its answer comes after the event that a drag has begun.
    await page.evaluate('0');
  }
  if (dragged !== undefined) {
    for (const type of ['dragEnter', 'dragOver', 'drop']) {
      await page.send('Input.dispatchDragEvent', { type, ...end, data: dragged });
    }
  }
  await mouse(page, 'mouseReleased', { ...end, ...BUTTONS[button], buttons: 0, clickCount: 1 });
}

async function mouse(page: Page, type: string, event: Point & Readonly<Record<string, unknown>>): Promise<void> {
  await page.send('Input.dispatchMouseEvent', { type, ...event });
}
