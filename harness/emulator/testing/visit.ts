import type { Page, Response } from 'playwright-core';
import { MOST_WITHDRAWALS } from '../../sessions/withdrawals.ts';

/**
 * Goes there as Playwright does, and again where the browser gives that up because an address of its machine comes or goes:
 * a container that another test starts is enough.
 */
export async function visit(page: Page, url: string): Promise<Response | null> {
  for (let times = 0; ; times++) {
    try {
      return await page.goto(url);
    } catch (error) {
      if (times === MOST_WITHDRAWALS || !String(error).includes('net::ERR_NETWORK_CHANGED')) throw error;
    }
  }
}
