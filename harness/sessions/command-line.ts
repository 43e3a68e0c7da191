import type { Cdp } from './cdp.ts';
import { openPage } from './page-session.ts';

/** What Chromium says of itself; any Chromium has this page, in headless mode as well. */
const VERSION_PAGE = 'chrome://version';

/** The flags that a session's browser was started with, from its own page about itself. Opens a tab for it. */
export async function readCommandLine(cdp: Cdp): Promise<readonly string[]> {
  const page = await openPage(cdp);
  await page.send('Page.enable');
  const loaded = new Promise<void>((resolve) => page.on('Page.loadEventFired', () => resolve()));
  await page.send('Page.navigate', { url: VERSION_PAGE });
  await loaded;
  const text = await page.evaluate(`document.getElementById('command_line')?.textContent ?? ''`);
  return String(text)
    .split(/\s+(?=--)/)
    .map((flag) => flag.trim());
}
