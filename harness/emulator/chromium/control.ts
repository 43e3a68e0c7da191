import { perform } from '../browser-input/perform.ts';
import { readProfile } from '../profiles/read-profile.ts';
import { writeProfile } from '../profiles/write-profile.ts';
import type { BrowserControl, ViewPort } from '../session-browser.ts';
import { type Page, withDevTools, withLastUsedPage } from './devtools.ts';

/** Controls a Chromium over its DevTools, each time with a connection of its own. */
export function chromiumControl(devToolsUrl: string): BrowserControl {
  return {
    resize: (viewPort) => withLastUsedPage(devToolsUrl, (page) => resize(page, viewPort)),
    perform: (action) => withLastUsedPage(devToolsUrl, (page, cdp) => perform(action, page, cdp)),
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
