import { Hands } from '../browser-input/hands.ts';
import { readProfile } from '../profiles/read-profile.ts';
import { writeProfile } from '../profiles/write-profile.ts';
import type { BrowserControl, ViewPort } from '../session-browser.ts';
import { attachToLastUsed, type Page, withDevTools } from './devtools.ts';

/** Controls a Chromium over its DevTools, each time with a connection of its own. */
export function chromiumControl(devToolsUrl: string): BrowserControl {
  const hands = new Hands(devToolsUrl);
  return {
    resize: (viewPort) =>
      withDevTools(devToolsUrl, async (cdp) => resize(await attachToLastUsed(cdp, devToolsUrl), viewPort)),
    perform: (action) => hands.perform(action),
    readProfile: () => withDevTools(devToolsUrl, readProfile),
    writeProfile: (profile) => withDevTools(devToolsUrl, (cdp) => writeProfile(cdp, profile)),
  };
}

/** Resizes the window, not the page alone: that lasts when this connection ends, and holds for further tabs. */
async function resize(page: Page, { width, height }: ViewPort): Promise<void> {
  const { windowId } = await page.send('Browser.getWindowForTarget', { targetId: page.targetId });
  await page.send('Browser.setContentsSize', { windowId, width, height });
  await page.evaluate(`new Promise((done) => {
    const check = () => { if (innerWidth === ${width} && innerHeight === ${height}) done(); };
    addEventListener('resize', check);
    check();
  })`);
}
