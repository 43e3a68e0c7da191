import { StartBrowserSessionCommand } from '@aws-sdk/client-bedrock-agentcore';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { collectRecords, startInstrumentedProxy } from '../../../proxies/index.ts';
import { canaryForms } from '../../evidence/canaries.ts';
import { startOrigin } from '../../origin/origin.ts';
import { startEmulator } from '../emulator.ts';
import { browserClient, sign } from '../testing/clients.ts';
import { visit } from '../testing/visit.ts';
import { startChromiumPool } from './pool.ts';
import { BrowserFolder } from './testing/browser-folder.ts';

let folder: BrowserFolder;
beforeAll(() => {
  folder = new BrowserFolder();
});
afterAll(() => folder[Symbol.dispose]());

const SECRET = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:corp-AbCdEf';
const CREDENTIALS = { username: 'acpc.user_0a+@=-', password: '0aB9@._+=-!#$%&*' };

test('loopback and link-local addresses go to the router like every other host', async () => {
  await using origin = await startOrigin({ onSighting: () => undefined });
  const asked: string[] = [];
  const dial = ({ host, port }: { host: string; port: number }) => {
    asked.push(`${host}:${port}`);
    return { host: origin.address.address, port: origin.address.port };
  };
  await using pool = startChromiumPool({ executable: BrowserFolder.chromium(), ahead: 1, router: { dial } });
  const { devToolsUrl, configure } = await pool.take();
  configure(undefined);
  const browser = await chromium.connectOverCDP(devToolsUrl);
  const page = browser.contexts()[0]?.pages()[0];
  const hosts = ['127.0.0.1:5000', 'localhost:5000', 'app.localhost:5000', '[::1]:5000', '169.254.169.254'];
  for (const host of hosts) {
    expect(await page?.evaluate(`fetch('http://${host}/').then(({ status }) => status, String)`), host).toBe(200);
  }
  expect(asked.filter((authority) => hosts.includes(authority.replace(/:80$/, '')))).toEqual(
    hosts.map((host) => (host.endsWith('.254') ? `${host}:80` : host)),
  );
  await browser.close();
});

test('nothing that a browser shows, or DevTools tells, holds a proxy’s credentials', async () => {
  await using origin = await startOrigin({ onSighting: () => undefined });
  const dial = () => ({ host: origin.address.address, port: origin.address.port });
  const records = collectRecords();
  await using proxy = await startInstrumentedProxy({
    name: 'corp',
    sink: records,
    access: { kind: 'basic', ...CREDENTIALS },
    dial,
  });
  await using pool = startChromiumPool({
    executable: BrowserFolder.chromium(),
    ahead: 1,
    trustedPublicKeys: [origin.publicKeyHash],
  });
  await using emulator = await startEmulator({ pool });
  emulator.secrets.put({ arn: SECRET, secretString: JSON.stringify(CREDENTIALS) });
  const client = browserClient(emulator);
  const { host: server, port } = proxy.address;
  const credentials = { basicAuth: { secretArn: SECRET } };
  const { streams } = await client.send(
    new StartBrowserSessionCommand({
      browserIdentifier: 'aws.browser.v1',
      proxyConfiguration: { proxies: [{ externalProxy: { server, port, credentials } }] },
    }),
  );
  client.destroy();
  const endpoint = streams?.automationStream?.streamEndpoint ?? '';
  const headers = await sign({ url: endpoint.replace('ws:', 'http:'), credentials: emulator.credentials });
  const browser = await chromium.connectOverCDP(endpoint, { headers });
  const page = browser.contexts()[0]?.pages()[0];
  if (page === undefined) throw new Error('The session has no page.');

  const shown: string[] = [];
  const network = await page.context().newCDPSession(page);
  for (const event of [
    'Network.requestWillBeSent',
    'Network.requestWillBeSentExtraInfo',
    'Network.responseReceived',
    'Network.responseReceivedExtraInfo',
  ] as const) {
    network.on(event, (told: object) => shown.push(event, JSON.stringify(told)));
  }
  await network.send('Network.enable');
  await visit(page, 'http://www.company.test/');
  await visit(page, 'https://www.company.test/');
  for (const url of [
    'chrome://version',
    'chrome://policy',
    'chrome://net-export',
    'chrome://net-internals/#proxy',
    'chrome://prefs-internals',
  ]) {
    await visit(page, url).catch((error: Error) => shown.push(error.message));
    shown.push(await page.content(), String(await page.evaluate('document.body.innerText')));
  }
  const wide = await browser.newBrowserCDPSession();
  for (const method of ['Browser.getBrowserCommandLine', 'SystemInfo.getInfo', 'SystemInfo.getProcessInfo'] as const) {
    shown.push(JSON.stringify(await wide.send(method).catch((error: Error) => error.message)));
  }
  await browser.close();

  const text = shown.join('\n');
  for (const proof of [
    'Network.requestWillBeSentExtraInfo',
    '"Host":"www.company.test"',
    '--proxy-server=http://127.0.0.1:',
  ]) {
    expect(text).toContain(proof);
  }
  const seen = records.records.filter(
    (record) => record.type === 'request' && record.authority.startsWith('www.company.test'),
  );
  expect(new Set(seen.map((record) => record.type === 'request' && `${record.kind} ${record.credentials}`))).toEqual(
    new Set(['forward valid', 'tunnel valid']),
  );
  expect(canaryForms(CREDENTIALS).filter((form) => text.includes(form))).toEqual([]);
});
