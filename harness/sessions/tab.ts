import type { BrowserSighting } from '../evidence/sightings.ts';
import type { ProbeId } from '../matrix/probe.ts';
import type { PageSession } from './page-session.ts';
import { makeOneAgain } from './withdrawals.ts';

/** The session's tab, which goes where it is told. */
export interface Tab {
  /** Navigates and reports what the tab shows then. */
  visit(id: ProbeId, url: string): Promise<Visit>;
  /** Goes to an empty page, from which anything can be asked for. */
  leave(): Promise<void>;
}

interface Visit {
  readonly sighting: BrowserSighting;
  /** PNG of the tab, taken when it shows an error page of the browser's own. */
  readonly errorPage?: Buffer;
}

/** A navigation that is neither committed nor failed after this long is given up. */
const NAVIGATION_TIMEOUT_MILLISECONDS = 20_000;

/** What the document tells of itself. */
const DOCUMENT = `({
  status: performance.getEntriesByType('navigation')[0]?.responseStatus ?? 0,
  marker: document.querySelector('[data-marker]')?.dataset.marker,
})`;

/** Takes a page as the session's tab. @param timeout milliseconds after which a navigation is given up. */
export async function openTab(page: PageSession, timeout = NAVIGATION_TIMEOUT_MILLISECONDS): Promise<Tab> {
  await page.send('Page.enable');
  const visitOnce = async (id: ProbeId, url: string): Promise<BrowserSighting> => {
    const started = performance.now();
    const outcome = await navigate(page, url, timeout);
    return {
      witness: 'browser',
      at: performance.timeOrigin + performance.now(),
      marker: id,
      durationMilliseconds: performance.now() - started,
      outcome,
    };
  };
  return {
    async leave() {
      await navigate(page, 'about:blank', timeout);
    },
    async visit(id, url) {
      const sighting = await makeOneAgain(() => visitOnce(id, url));
      if (sighting.outcome.kind !== 'failed') return { sighting };
      const { data } = await page.send('Page.captureScreenshot', { format: 'png' });
      return { sighting, errorPage: Buffer.from(String(data), 'base64') };
    },
  };
}

async function navigate(page: PageSession, url: string, timeout: number): Promise<BrowserSighting['outcome']> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, timeout, 'late');
  });
  // An error page is loaded as well, after the navigation has been reported as failed.
  const loaded = new Promise<void>((resolve) => page.on('Page.loadEventFired', () => resolve()));
  try {
    const arrived = page.send('Page.navigate', { url }).then(async ({ errorText }) => {
      // An answer without a document (204, a download) leaves the tab where it is.
      if (errorText !== 'net::ERR_ABORTED') await loaded;
      return typeof errorText === 'string' && errorText !== '' ? errorText : undefined;
    });
    const error = await Promise.race([arrived, late]);
    if (error === 'late') {
      arrived.catch(() => undefined);
      await page.send('Page.stopLoading');
      return { kind: 'failed', error: `no page after ${timeout / 1000} s` };
    }
    if (error !== undefined) return { kind: 'failed', error };
    const { status, marker } = (await page.evaluate(DOCUMENT)) as { status: number; marker?: string };
    return { kind: 'response', status, ...(marker === undefined ? {} : { marker }) };
  } finally {
    clearTimeout(timer);
  }
}
