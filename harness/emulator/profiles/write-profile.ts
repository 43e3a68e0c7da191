import type { Cdp } from '../../sessions/cdp.ts';
import type { BrowserProfile } from './browser-profile.ts';
import { withEmptyPages } from './empty-pages.ts';

/** Puts a profile into a browser that has none yet. */
export async function writeProfile(cdp: Cdp, { cookies, localStorage }: BrowserProfile): Promise<void> {
  if (cookies.length > 0) await cdp.send('Storage.setCookies', { cookies });
  const origins = Object.entries(localStorage);
  if (origins.length === 0) return;
  await withEmptyPages(cdp, async (visit) => {
    for (const [origin, stored] of origins) {
      const page = await visit(origin);
      await page.evaluate(`for (const [key, value] of ${JSON.stringify(Object.entries(stored))}) {
        localStorage.setItem(key, value);
      }`);
    }
  });
}
