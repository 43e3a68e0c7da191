import type { Cdp } from '../../sessions/cdp.ts';
import { attach, type Page } from '../chromium/devtools.ts';

const EMPTY_DOCUMENT = Buffer.from('<!doctype html>').toString('base64');

/**
 * A tab of its own for a job, which visits origins without anything leaving the browser: every request is answered
 * here, with an empty document. That is how to get at an origin's storage.
 */
export async function withEmptyPages(
  cdp: Cdp,
  job: (visit: (origin: string) => Promise<Page>) => Promise<void>,
): Promise<void> {
  const { targetId } = await cdp.send('Target.createTarget', { url: 'about:blank', background: true });
  try {
    const page = await attach(cdp, String(targetId));
    cdp.on('Fetch.requestPaused', ({ requestId }) => {
      // A request whose tab is gone needs no answer.
      page.send('Fetch.fulfillRequest', { requestId, responseCode: 200, body: EMPTY_DOCUMENT }).catch(() => undefined);
    });
    await page.send('Page.enable');
    await page.send('Network.enable');
    // The origin's own service worker would answer otherwise.
    await page.send('Network.setBypassServiceWorker', { bypass: true });
    await page.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
    await job(async (origin) => {
      const loaded = new Promise<unknown>((resolve) => cdp.on('Page.loadEventFired', resolve));
      await page.send('Page.navigate', { url: `${origin}/` });
      await loaded;
      return page;
    });
  } finally {
    await cdp.send('Target.closeTarget', { targetId });
  }
}
