import type { Cdp } from '../../sessions/cdp.ts';
import type { BrowserAction } from '../api/shapes/browser-action.ts';
import type { Page } from '../chromium/devtools.ts';
import { pressKey, pressShortcut, typeText } from './keyboard.ts';
import { click, drag, move, scroll } from './mouse.ts';

/** Carries an action out, as a person at the screen would. @throws {ControlError} */
export async function perform(action: BrowserAction, page: Page, cdp: Cdp): Promise<{ readonly data?: string }> {
  if ('screenshot' in action) {
    const { data } = await page.send('Page.captureScreenshot', { format: 'png' });
    return { data: String(data) };
  }
  await perInput(action, page, cdp);
  return {};
}

function perInput(action: Exclude<BrowserAction, { screenshot: unknown }>, page: Page, cdp: Cdp): Promise<void> {
  if ('mouseClick' in action) return click(page, action.mouseClick);
  if ('mouseMove' in action) return move(page, action.mouseMove);
  if ('mouseDrag' in action) return drag(page, cdp, action.mouseDrag);
  if ('mouseScroll' in action) return scroll(page, action.mouseScroll);
  if ('keyType' in action) return typeText(page, action.keyType.text);
  if ('keyPress' in action) return pressKey(page, action.keyPress);
  return pressShortcut(page, action.keyShortcut.keys);
}
