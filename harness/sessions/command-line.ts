import type { Cdp } from './cdp.ts';
import { openPage } from './page-session.ts';

/** What Chromium says of itself; any Chromium has this page, in headless mode as well. */
const VERSION_PAGE = 'chrome://version';

const LOADED = `document.readyState === 'complete' || new Promise((resolve) => addEventListener('load', () => resolve()))`;

/** The flags that a session's browser was started with, from its own page about itself. Opens a tab for it. */
export async function readCommandLine(cdp: Cdp): Promise<readonly string[]> {
  const page = await openPage(cdp);
  await page.send('Page.navigate', { url: VERSION_PAGE });
  // Asked of the page: an event would never come from a session that is lost meanwhile.
  await page.evaluate(LOADED);
  const text = await page.evaluate(`document.getElementById('command_line')?.textContent ?? ''`);
  return String(text)
    .split(/\s+(?=--)/)
    .map((flag) => flag.trim());
}
