import { type BrowserContext, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { collectRecords, type InstrumentedProxy, startInstrumentedProxy } from '../../../proxies/index.ts';
import { type Origin, startOrigin } from '../../origin/origin.ts';
import { startChromiumPool } from '../chromium/pool.ts';
import { BrowserFolder } from '../chromium/testing/browser-folder.ts';
import { visit } from '../testing/visit.ts';
import type { Names } from './names.ts';
import { observed } from './observed.ts';

const ARN = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:corp-AbCdEf';
const NAMES: Names = { resolves: async (name) => !name.startsWith('unknown.'), of: async () => [] };

const records = collectRecords();
const toClose: AsyncDisposable[] = [];
let origin: Origin;
let folder: BrowserFolder;
let open: InstrumentedProxy;
let closed: InstrumentedProxy;
let context: BrowserContext;

beforeAll(async () => {
  folder = new BrowserFolder();
  origin = await startOrigin({ onSighting: () => undefined });
  const dial = () => ({ host: origin.address.address, port: origin.address.port });
  open = await startInstrumentedProxy({ name: 'open', sink: records, access: { kind: 'open' }, dial });
  const access = { kind: 'basic', username: 'right', password: 'right' } as const;
  closed = await startInstrumentedProxy({ name: 'closed', sink: records, access, dial });
  const pool = startChromiumPool({
    executable: BrowserFolder.chromium(),
    ahead: 1,
    trustedPublicKeys: [origin.publicKeyHash],
    router: { dial, personality: observed(NAMES) },
  });
  toClose.push(pool, open, closed, origin);
  const { devToolsUrl, configure } = await pool.take();
  const credentials = { basicAuth: { secretArn: ARN } };
  configure({
    proxyConfiguration: {
      proxies: [
        {
          externalProxy: {
            server: closed.address.host,
            port: closed.address.port,
            domainPatterns: ['.closed.test'],
            credentials,
          },
        },
        { externalProxy: { server: open.address.host, port: open.address.port } },
      ],
    },
    credentials: new Map([[ARN, { username: 'wrong', password: 'wrong' }]]),
  });
  const browser = await chromium.connectOverCDP(devToolsUrl);
  context = browser.contexts()[0] ?? expect.unreachable();
});
afterAll(async () => {
  for (const one of toClose) await one[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

/** How often a proxy was asked for an authority. */
function asked(authority: string): number {
  return records.records.filter((record) => record.type === 'request' && record.authority === authority).length;
}

/** What a person would see in a new tab: the browser's error, or the status and the headers that tell Squid. */
async function look(url: string): Promise<string> {
  const page = await context.newPage();
  try {
    const response = await visit(page, url);
    const headers = response?.headers() ?? {};
    return [response?.status(), headers['via'], headers['x-squid-error']].filter(Boolean).join(' | ');
  } catch (error) {
    return /net::\w+/.exec(String(error))?.[0] ?? String(error);
  } finally {
    await page.close();
  }
}

test('a page says over which software it came, where nothing is encrypted', async () => {
  expect(await look('http://www.known.test/')).toBe('200 | 1.1 open, 1.1 localhost (squid/6.13)');
  expect(await look('https://www.known.test/')).toBe('200');
});

test('other destination ports are refused without a word to the proxy', async () => {
  expect(await look('http://www.known.test:8000/')).toBe('403 | 1.1 localhost (squid/6.13) | ERR_ACCESS_DENIED 0');
  expect(await look('https://www.known.test:8443/')).toBe('net::ERR_TUNNEL_CONNECTION_FAILED');
  expect(asked('www.known.test:8000') + asked('www.known.test:8443')).toBe(0);
});

test('a name that only the proxy could resolve never gets to the default proxy', async () => {
  expect(await look('http://unknown.test/')).toBe('503 | 1.1 localhost (squid/6.13)');
  expect(await look('https://unknown.test/')).toBe('net::ERR_TUNNEL_CONNECTION_FAILED');
  expect(asked('unknown.test:80') + asked('unknown.test:443')).toBe(0);
});

// Two CONNECTs were seen at the real service. Chromium alone decides how many it speculates with; here it is two or three.
test('wrong credentials: one attempt over http, several CONNECTs over https', async () => {
  expect(await look('http://www.closed.test/')).toBe('net::ERR_HTTP_RESPONSE_CODE_FAILURE');
  expect(await look('https://www.closed.test/')).toBe('net::ERR_INVALID_AUTH_CREDENTIALS');
  expect(asked('www.closed.test:80')).toBe(1);
  await expect.poll(() => asked('www.closed.test:443')).toBeGreaterThanOrEqual(2);
});

test('noise reaches the default proxy, and only that', () => {
  for (const authority of ['0.0.0.0:80', '0.0.0.0:443', 'www.google.com:443']) {
    const proxies = records.records.flatMap((record) =>
      record.type === 'request' && record.authority === authority ? [record.proxy] : [],
    );
    expect(new Set(proxies)).toEqual(new Set(['open']));
  }
});
