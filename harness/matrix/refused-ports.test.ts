import { chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../emulator/chromium/launch.ts';
import { BrowserFolder } from '../emulator/chromium/testing/browser-folder.ts';
import { REFUSED_PORTS } from './refused-ports.ts';

let folder: BrowserFolder;
beforeAll(() => {
  folder = new BrowserFolder();
});
afterAll(() => folder[Symbol.dispose]());

/** Beside each that is refused, and some that are usual. */
const NEIGHBOURS = [...REFUSED_PORTS].flatMap((port) => [port - 1, port + 1]).filter((port) => port >= 0);
const USUAL = [80, 443, 3128, 8080, 8443, 65_535];
const ASKED = [...new Set([...REFUSED_PORTS, ...NEIGHBOURS, ...USUAL])];

test('a real browser refuses every one of them, and none of their neighbours', async () => {
  await using process = await launchChromium(BrowserFolder.chromium(), {
    trustedPublicKeys: [],
    // No name leads anywhere: what is not refused fails a step later, and asks nobody.
    extra: ['--host-resolver-rules=MAP * ~NOTFOUND'],
  });
  const browser = await chromium.connectOverCDP(process.devToolsUrl);
  const page = browser.contexts()[0]?.pages()[0];
  if (!page) throw new Error('The browser has no page.');
  const failures = new Map<number, string | undefined>();
  const all = new Promise<void>((resolve) => {
    page.on('requestfailed', (request) => {
      failures.set(Number(new URL(request.url()).port || 80), request.failure()?.errorText);
      if (failures.size === ASKED.length) resolve();
    });
  });
  await page.evaluate(
    `for (const port of ${JSON.stringify(ASKED)}) fetch('http://nowhere.test:' + port, { mode: 'no-cors' }).catch(() => {})`,
  );
  await all;
  const refused = [...failures].filter(([, error]) => error === 'net::ERR_UNSAFE_PORT').map(([port]) => port);
  expect(refused.sort((a, b) => a - b)).toEqual([...REFUSED_PORTS]);
  await browser.close();
});
