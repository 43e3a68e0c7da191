import { rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../fixtures/browser.ts';
import { completeExampleRun } from '../fixtures/complete-example.ts';
import { deviatingRun, SCREENSHOT_PNG } from '../fixtures/deviating.ts';
import { expectingRun } from '../fixtures/expecting.ts';
import { openMatrixPage } from '../fixtures/matrix-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** The cell of the request that has a screenshot. */
const UNSEEN = 's3.amazonaws.com, wss: nowhere instead of direct, inconclusive';

describe('the matrix page', () => {
  it('holds the screenshots, so that it can be sent alone', async () => {
    await using opened = await openMatrixPage(browser, deviatingRun());
    const { page, complaints } = opened;
    await rm(path.join(path.dirname(fileURLToPath(page.url())), 'screenshots'), { recursive: true });
    await page.getByRole('gridcell', { name: UNSEEN }).click();
    const picture = page.getByRole('img', { name: 'Browser error page' });
    await expect.poll(() => picture.evaluate((image: { naturalWidth: number }) => image.naturalWidth)).toBe(1);
    expect(complaints).toEqual([]);
  });

  it('links those that are too large for it', async () => {
    await using opened = await openMatrixPage(
      browser,
      deviatingRun(),
      Buffer.concat([SCREENSHOT_PNG, Buffer.alloc(8_000_000)]),
    );
    const { page, complaints } = opened;
    await page.getByRole('gridcell', { name: UNSEEN }).click();
    const link = page.getByRole('link', { name: 'Browser error page' });
    expect(await link.getAttribute('href')).toBe('./screenshots/error-page.png');
    const picture = link.getByRole('img');
    await expect.poll(() => picture.evaluate((image: { naturalWidth: number }) => image.naturalWidth)).toBe(1);
    expect(complaints).toEqual([]);
  });

  it('has a column for every scheme that was asked for over, also those of single URLs', async () => {
    await using opened = await openMatrixPage(browser, expectingRun());
    const { page, complaints } = opened;
    expect(await page.getByRole('columnheader').allInnerTexts()).toEqual([
      'host',
      'variant',
      'made from',
      'http',
      'https',
    ]);
    await page.getByRole('gridcell', { name: /^company\.com, https: .* instead of direct, violates$/ }).click();
    await expect
      .poll(() => page.getByLabel('Evidence').getByText('It went where the rule says.').isVisible())
      .toBe(true);
    expect(complaints).toEqual([]);
  });

  it('names each fact about the run once', async () => {
    const run = completeExampleRun();
    const tool = 'agentcore-proxy-conformance 0.1.0';
    await using opened = await openMatrixPage(browser, { ...run, environment: { ...run.environment, tool } });
    const names = await opened.page.locator('#facts dt').allInnerTexts();
    expect(names).toEqual([...new Set(names)]);
  });

  it('keeps its heading in one line beside the evidence, and shows as many rules as there is room for', async () => {
    const run = deviatingRun();
    const [finding] = run.lint;
    const patterns = Array.from({ length: 100 }, (_, at) => `area-${at}.company.com`);
    const configuration = { proxies: [{ externalProxy: { server: 'wide', port: 1, domainPatterns: patterns } }] };
    const lint = finding === undefined ? [] : Array.from({ length: 12 }, () => finding);
    await using opened = await openMatrixPage(browser, { ...run, configuration, lint });
    const { page } = opened;
    await page.locator('.cell.violates').first().click();
    const sizes = (selector: string): Promise<{ shown: number; whole: number }> =>
      page.locator(selector).evaluate((box: { clientHeight: number; scrollHeight: number }) => {
        return { shown: box.clientHeight, whole: box.scrollHeight };
      });
    const head = await sizes('#grid-head');
    expect(head.whole).toBe(head.shown);
    const cut = await page
      .getByRole('columnheader')
      .evaluateAll((cells: { clientWidth: number; scrollWidth: number }[]) =>
        cells.filter(({ clientWidth, scrollWidth }) => scrollWidth > clientWidth),
      );
    expect(cut).toEqual([]);
    const rules = await sizes('.rules');
    const lintHeight = (await sizes('#lint')).shown;
    expect(rules.whole).toBeGreaterThan(rules.shown);
    // Its border is no part of what it shows.
    expect(rules.shown + 2).toBe(lintHeight);
  });
});
