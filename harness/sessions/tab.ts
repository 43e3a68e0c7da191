import type { Page } from 'playwright-core';
import type { BrowserSighting } from '../evidence/sightings.ts';
import type { ProbeId } from '../matrix/probe.ts';
import { SessionLostError } from './cdp.ts';

/** The session's tab, driven with Playwright as an application would drive it. */
export interface Tab extends AsyncDisposable {
  /** Navigates and reports what the tab shows. */
  visit(id: ProbeId, url: string): Promise<Visit>;
}

export interface Visit {
  readonly sighting: BrowserSighting;
  /** PNG of the tab, taken when it shows an error page of the browser's own. */
  readonly errorPage?: Buffer;
}

const NAVIGATION_TIMEOUT_MILLISECONDS = 20_000;

/**
 * Connects Playwright to an automation stream and takes the page that the session came with.
 * @throws {SessionLostError} when the stream does not answer.
 */
export async function openTab(streamEndpoint: string, headers: Readonly<Record<string, string>>): Promise<Tab> {
  // Loaded when needed: it is the largest of our dependencies.
  const { chromium } = await import('playwright-core');
  const browser = await chromium.connectOverCDP(streamEndpoint, { headers: { ...headers } }).catch((error: Error) => {
    throw new SessionLostError(error.message);
  });
  const page = browser.contexts()[0]?.pages()[0];
  if (page === undefined) throw new SessionLostError('the session has no page');
  page.setDefaultTimeout(NAVIGATION_TIMEOUT_MILLISECONDS);

  return {
    async visit(id, url) {
      const started = performance.now();
      const outcome = await navigate(page, url);
      const sighting: BrowserSighting = {
        witness: 'browser',
        at: performance.timeOrigin + performance.now(),
        marker: id,
        durationMilliseconds: performance.now() - started,
        outcome,
      };
      if (!browser.isConnected()) throw new SessionLostError('the browser is gone');
      return outcome.kind === 'failed' ? { sighting, errorPage: await page.screenshot() } : { sighting };
    },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

async function navigate(page: Page, url: string): Promise<BrowserSighting['outcome']> {
  try {
    const response = await page.goto(url, { waitUntil: 'domcontentloaded' });
    const marker = await page.evaluate('document.querySelector("[data-marker]")?.dataset.marker');
    return {
      kind: 'response',
      status: response?.status() ?? 0,
      ...(typeof marker === 'string' ? { marker } : {}),
    };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { kind: 'failed', error: /net::\w+/.exec(text)?.[0] ?? text.split('\n')[0] ?? text };
  }
}
