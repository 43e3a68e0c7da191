import { readFile } from 'node:fs/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './fixtures/browser.ts';
import { completeExampleRun } from './fixtures/complete-example.ts';
import { deviatingRun } from './fixtures/deviating.ts';
import { largeRun } from './fixtures/large.ts';
import { openMatrixPage } from './fixtures/matrix-page.ts';
import { emptyRun, INJECTION, oddRun } from './fixtures/odd.ts';
import { temporaryFolder } from './fixtures/temporary-folder.ts';
import reporter from './matrix.reporter.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

function hosts(page: Page): Promise<string[]> {
  return page.getByRole('rowheader').allTextContents();
}

/** The text as a reader sees it: with what the layout separates, without what it hides. */
async function rendered(locator: Locator): Promise<string> {
  return (await locator.allInnerTexts()).join('\n');
}

function cell(page: Page, name: string) {
  return page.getByRole('gridcell', { name, exact: true });
}

describe('matrix.html', () => {
  it('opens from disk, says the verdict first, and complains about nothing', async () => {
    await using opened = await openMatrixPage(browser, completeExampleRun());
    const { page, complaints } = opened;
    expect(await rendered(page.getByRole('heading', { level: 1 }))).toMatch(
      /✓ conforms\s*Every statement that this run examined holds\./,
    );
    expect(await hosts(page)).toHaveLength(9);
    expect(await rendered(page.locator('#legend'))).toMatch(/A\s*corp-proxy\.example\.com:8080\s*↗\s*direct/);
    expect(await page.locator('#deviations-section').isVisible()).toBe(false);
    expect(complaints).toEqual([]);
  });

  it('says what a row was made from, and shows code as code', async () => {
    await using opened = await openMatrixPage(browser, completeExampleRun());
    const { page } = opened;
    expect(await page.getByRole('columnheader').allInnerTexts()).toEqual([
      'host',
      'variant',
      'made from',
      ...['http', 'https', 'ws', 'wss'],
    ]);
    expect(await page.locator('.lint code').first().textContent()).toBe('domainPatterns');
    expect(await rendered(page.locator('.lint'))).not.toContain('`');
  });

  it('lists the rules in order of precedence, with what proved each', async () => {
    await using opened = await openMatrixPage(browser, deviatingRun());
    const rules = await opened.page.locator('.rule-line').allInnerTexts();
    expect(rules.map((text) => text.split(/\s+/).join(' '))).toEqual([
      'bypass .amazonaws.com → ↗ 3 proved≠ 1 deviate',
      'pattern .company.com → A 4 proved≠ 4 deviate',
      'pattern api.company.com → B not proved',
      'unmatched no rule for the rest → ↗ 3 proved≠ 1 deviate',
    ]);
  });

  it('makes deviations plain without colour: in a list, in the cell and for a screen reader', async () => {
    await using opened = await openMatrixPage(browser, deviatingRun());
    const { page } = opened;
    expect(await page.locator('.deviation').allInnerTexts()).toHaveLength(4);
    expect(await rendered(page.locator('#deviations h2'))).toMatch(/^deviations: 3 hosts, 1 check$/i);
    const wrong = 'api.company.com, https: narrow.example.com:3128 instead of wide.example.com:8080, violates';
    expect(await rendered(cell(page, wrong))).toMatch(/B\s*≠\s*A/);
    expect(await rendered(cell(page, 's3.amazonaws.com, wss: nowhere instead of direct, inconclusive'))).toMatch(
      /∅\s*\?\s*↗/,
    );
    const observed = 'unmatched.example.org, https: stopped at wide.example.com:8080 instead of direct, observation';
    expect(await rendered(cell(page, observed))).toMatch(/A⊣\s*≈\s*↗/);
    expect(await rendered(page.locator('#checks'))).toContain(
      'The automation stream closed before the screenshot was taken.',
    );
  });

  it('filters by text, route, verdict and variant', async () => {
    await using opened = await openMatrixPage(browser, deviatingRun());
    const { page } = opened;
    const shown = page.getByRole('status');
    await page.getByLabel('Filter by host').fill('AMAZON');
    expect(await hosts(page)).toEqual(['s3.amazonaws.com']);
    expect(await rendered(shown)).toBe('1 of 4 rows');
    await page.getByLabel('Filter by host').fill('');
    await page.getByLabel('Route taken').selectOption({ label: 'B narrow.example.com:3128' });
    expect(await hosts(page)).toEqual(['api.company.com']);
    await page.getByLabel('Route taken').selectOption({ label: 'any route' });
    await page.getByLabel('Verdict').selectOption({ label: '! all deviations' });
    expect(await hosts(page)).toEqual(['api.company.com', 's3.amazonaws.com', 'unmatched.example.org']);
    expect(await page.locator('.cell.pale').count()).toBe(6);
    await page.getByLabel('Verdict').selectOption({ label: 'any verdict' });
    await page.getByLabel('Variant').selectOption({ label: 'no rule' });
    expect(await hosts(page)).toEqual(['unmatched.example.org']);
    await page.getByLabel('Filter by host').fill('nothing like it');
    expect(await hosts(page)).toEqual([]);
  });

  it('shows the evidence on a click, with the join spelled out', async () => {
    await using opened = await openMatrixPage(browser, deviatingRun());
    const { page } = opened;
    const detail = page.getByRole('complementary', { name: 'Evidence' });
    expect(await detail.isVisible()).toBe(false);
    await cell(page, 'www.company.com, https: wide.example.com:8080, conforms').click();
    const text = await rendered(detail);
    expect(text).toContain(
      'pattern .company.com (proxies[0].externalProxy.domainPatterns[0]) is the first that claims www.company.com.',
    );
    expect(text).toMatch(
      /The origin's peer 127\.0\.0\.1:\d+ is the upstream socket of wide\.example\.com:8080, record \d+: the request came through wide\.example\.com:8080\./,
    );
    await page.getByRole('button', { name: 'Close' }).click();
    expect(await detail.isVisible()).toBe(false);
  });

  it('works from the keyboard alone', async () => {
    await using opened = await openMatrixPage(browser, deviatingRun());
    const { page } = opened;
    const heading = page.getByRole('complementary').getByRole('heading', { level: 3 });
    await page.getByRole('grid').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    expect(await rendered(heading)).toBe('https://www.company.com');
    await page.keyboard.press('n');
    expect(await rendered(heading)).toBe('http://api.company.com');
    await page.keyboard.press('p');
    expect(await rendered(heading)).toBe('https://unmatched.example.org');
    await page.keyboard.press('Escape');
    expect(await heading.isVisible()).toBe(false);
    await page.keyboard.press('/');
    await page.keyboard.type('api.');
    expect(await hosts(page)).toEqual(['api.company.com']);
  });

  it('treats every name as text', async () => {
    await using opened = await openMatrixPage(browser, oddRun());
    const { page, complaints } = opened;
    expect(await hosts(page)).toContain(INJECTION);
    await page.getByRole('gridcell', { name: `${INJECTION}, https: direct, conforms` }).click();
    expect(await rendered(page.getByRole('complementary').getByRole('heading', { level: 3 }))).toBe(
      `https://${INJECTION}`,
    );
    expect(await page.title()).toBe('Which proxy handled it');
    expect(await page.locator('img').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('shows a run that learned nothing', async () => {
    await using opened = await openMatrixPage(browser, emptyRun());
    const { page, complaints } = opened;
    expect(await rendered(page.locator('header'))).toContain('Incomplete run. Interrupted before the first probe.');
    expect(await hosts(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('keeps only the rows in view as elements, however many probes there are', async () => {
    await using opened = await openMatrixPage(browser, largeRun(10_000));
    const { page, complaints } = opened;
    await page.getByRole('grid').focus();
    await page.keyboard.press('End');
    await expect.poll(async () => (await hosts(page)).at(-1)).toBe('h2499.site-99.zone-4.example');
    expect((await hosts(page)).length).toBeLessThan(80);
    expect(await page.getByRole('grid').getAttribute('aria-rowcount')).toBe('2501');
    await page.getByRole('grid').evaluate((grid: { scrollTop: number }) => {
      grid.scrollTop = 0;
    });
    await expect.poll(async () => (await hosts(page))[0]).toBe('h0.site-0.zone-0.example');
    expect(complaints).toEqual([]);
  });

  it('forbids every script, style and connection but its own', async () => {
    await using folder = await temporaryFolder();
    const [file] = await reporter.report(completeExampleRun(), folder.path);
    const html = await readFile(file?.path ?? '', 'utf8');
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
    expect(policy?.replaceAll(/sha256-[^']{44}/g, 'sha256-…')).toBe(
      "default-src 'none'; script-src 'sha256-…'; style-src 'sha256-…'; img-src 'self' file: data:; base-uri 'none'; form-action 'none'",
    );
  });
});
