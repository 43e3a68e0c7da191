import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { chromium } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { visit } from '../testing/visit.ts';
import { createServerCertificate, type ServerCertificate } from '../tls/server-certificate.ts';
import { type ChromiumPool, startChromiumPool } from './pool.ts';
import { BrowserFolder } from './testing/browser-folder.ts';
import { hasCertutil } from './testing/has-certutil.ts';

let folder: BrowserFolder;
let pool: ChromiumPool;
let issued: ServerCertificate;
let server: Server;
beforeAll(async () => {
  folder = new BrowserFolder();
  pool = startChromiumPool({ executable: BrowserFolder.chromium() });
  issued = await createServerCertificate(['localhost']);
  server = createServer({ key: issued.key, cert: issued.certificate }, (_, response) => response.end('trusted'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => vi.unstubAllEnvs());
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await pool[Symbol.asyncDispose]();
  const left = [folder.processes(), folder.files()];
  folder[Symbol.dispose]();
  expect(left).toEqual([[], []]);
});

/** What a browser with these certificates makes of the server, which shows its own certificate alone. */
async function look(certificates?: readonly string[]): Promise<string> {
  const { devToolsUrl, configure } = await pool.take(certificates && { certificates });
  configure(undefined);
  const browser = await chromium.connectOverCDP(devToolsUrl);
  const page = browser.contexts()[0]?.pages()[0] ?? expect.unreachable();
  const { port } = server.address() as AddressInfo;
  const shown = await visit(page, `https://localhost:${port}/`).then(
    (response) => response?.text(),
    (error: Error) => /ERR_\w+/.exec(error.message)?.[0],
  );
  await browser.close();
  return shown ?? '';
}

test('a server’s own certificate is trusted, and no other browser trusts it', async () => {
  expect(await look([issued.certificate])).toBe('trusted');
  expect(await look()).toBe('ERR_CERT_AUTHORITY_INVALID');
});

test.skipIf(!hasCertutil())('an authority is trusted, with what it has signed', async () => {
  expect(await look([issued.authority])).toBe('trusted');
});

test('an authority needs certutil, and the error says so; nothing is left behind', async () => {
  const before = folder.files();
  vi.stubEnv('PATH', folder.scripts);
  await expect(pool.take({ certificates: [issued.authority] })).rejects.toMatchObject({
    code: 'ERR_UNMET_NEED',
    need: 'certificates',
    message: 'To trust an authority the emulator needs the program certutil (Debian: package libnss3-tools)',
  });
  expect(folder.files()).toEqual(before);
});
