import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectRecords, startInstrumentedProxy } from '../../../proxies/index.ts';
import { canaryForms } from '../../evidence/canaries.ts';
import { startOrigin } from '../../origin/origin.ts';
import { startChromiumPool } from '../chromium/pool.ts';
import { BrowserFolder } from '../chromium/testing/browser-folder.ts';
import { startEmulator } from '../emulator.ts';
import { browserClient } from '../testing/clients.ts';
import { get, list, start as startWith, stop } from '../testing/session-calls.ts';
import { processTexts } from './testing/process-texts.ts';
import { openRecordedPage } from './testing/recorded-page.ts';

/** The proxy's credentials, of every kind of sign that is allowed. */
const SECRET = { username: 'canary.one_@+=-', password: 'canary1@._+=-!#$%&*' };
/** Put everywhere on purpose: a place in which these are not found has not been searched. */
const PLANTED = { username: 'planted.two_@+=-', password: 'planted2@._+=-!#$%&*' };
const planted = canaryForms(PLANTED).join(' ');

const CHROME_PAGES = [
  'chrome://version',
  'chrome://policy',
  'chrome://net-internals/#proxy',
  'chrome://net-export',
  'chrome://prefs-internals',
  'chrome://local-state',
  'chrome://signin-internals',
];

type Place = 'API answers' | 'events' | 'errors' | 'pages' | 'DevTools' | 'processes' | 'files';
const found = new Map<Place, string>();
const tell = (place: Place, ...texts: unknown[]) => {
  const written = texts.map((text) => (typeof text === 'string' ? text : JSON.stringify(text)));
  found.set(place, [found.get(place) ?? '', ...written].join('\n'));
};

let folder: BrowserFolder;
beforeAll(async () => {
  folder = new BrowserFolder();
  await useSession();
});
afterAll(() => folder[Symbol.dispose]());

/** A session from its start to its end, through a proxy that wants the credentials. */
async function useSession(): Promise<void> {
  await using origin = await startOrigin({ onSighting: () => undefined });
  const dial = () => ({ host: origin.address.address, port: origin.address.port });
  const records = collectRecords();
  const access = { kind: 'basic', ...SECRET } as const;
  await using proxy = await startInstrumentedProxy({ name: 'corp', sink: records, access, dial });
  const trustedPublicKeys = [origin.publicKeyHash];
  await using pool = startChromiumPool({ executable: BrowserFolder.chromium(), ahead: 1, trustedPublicKeys });
  const log = (event: object) => tell('events', event);
  await using emulator = await startEmulator({ pool, log });
  const client = browserClient(emulator);
  const secretArn = emulator.secrets.put({ name: 'proxy', secretString: JSON.stringify(SECRET) });
  const broken = emulator.secrets.put({ name: 'broken', secretString: `${JSON.stringify(SECRET)}}` });
  const { host: server, port } = proxy.address;
  const proxies = (arn: string) => ({
    proxies: [{ externalProxy: { server, port, credentials: { basicAuth: { secretArn: arn } } } }],
  });
  const running = { client };

  const started = await startWith(running, { proxyConfiguration: proxies(secretArn), name: PLANTED.username });
  const { sessionId } = started;
  tell('API answers', started, await get(running, sessionId), await list(running));
  await startWith(running, { proxyConfiguration: proxies(broken) }).catch((error: Error) =>
    tell('errors', error, String(error.stack)),
  );
  tell('errors', new Error(planted).stack);
  log({ type: 'planted', planted });

  const page = await openRecordedPage(emulator, started.streams?.automationStream?.streamEndpoint ?? '');
  tell('pages', await page.show('http://www.company.test/'), await page.show('https://www.company.test/'));
  await page.evaluate(
    `fetch('/', { headers: { 'x-planted': ${JSON.stringify(planted)} } }).then(({ status }) => status)`,
  );
  for (const url of CHROME_PAGES) tell('pages', await page.show(url));
  tell('pages', await page.show(`data:text/html,<pre>${encodeURIComponent(planted)}</pre>`));

  const bystander = spawn('sleep', ['60'], { argv0: planted, stdio: 'ignore' });
  await once(bystander, 'spawn');
  if (process.platform === 'linux') tell('processes', ...processTexts(process.pid));
  bystander.kill();
  writeFileSync(join(folder.path, 'planted'), planted);
  tell('files', ...filesBelow(folder.path));
  tell('DevTools', ...page.messages);
  page[Symbol.dispose]();
  tell('API answers', await stop(running, sessionId), await get(running, sessionId));
  client.destroy();

  const handled = records.records.filter((record) => record.type === 'request' && record.credentials === 'valid');
  expect(handled.map((record) => record.type === 'request' && record.kind)).toEqual(
    expect.arrayContaining(['forward', 'tunnel']),
  );
}

/** Contents of the browsers' profiles, and of whatever else they have written. */
function filesBelow(path: string): readonly string[] {
  return unlessGone(() => readdirSync(path, { withFileTypes: true })).flatMap((entry) => {
    const inside = join(path, entry.name);
    if (entry.isDirectory()) return filesBelow(inside);
    return entry.isFile() ? unlessGone(() => [readFileSync(inside, 'latin1')]) : [];
  });
}

/** A browser that runs removes files of its own at any time. */
function unlessGone<Entry>(list: () => readonly Entry[]): readonly Entry[] {
  try {
    return list();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

const PLACES: readonly Place[] = ['API answers', 'events', 'errors', 'pages', 'DevTools', 'processes', 'files'];

describe.each(PLACES)("a proxy's credentials in %s", (place) => {
  it.skipIf(place === 'processes' && process.platform !== 'linux')('are nowhere, where planted ones are found', () => {
    const text = found.get(place) ?? '';
    const traces = (credentials: typeof SECRET) => canaryForms(credentials).filter((form) => text.includes(form));
    expect(traces(PLANTED)).not.toEqual([]);
    expect(traces(SECRET)).toEqual([]);
  });
});

it('was a real look at the browser: its command line and its headers were there', () => {
  expect(found.get('processes')).toContain('--proxy-server=http://127.0.0.1:');
  expect(found.get('pages')).toContain('--proxy-server=http://127.0.0.1:');
  expect(found.get('DevTools')).toContain('Network.requestWillBeSentExtraInfo');
  expect(found.get('DevTools')).toContain('Fetch.requestPaused');
  expect(found.get('DevTools')).not.toContain('Fetch.authRequired');
});
