import { DeleteSecretCommand, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { collectRecords, startInstrumentedProxy } from '../../../proxies/index.ts';
import { startOrigin } from '../../origin/origin.ts';
import { startChromiumPool } from '../chromium/pool.ts';
import { BrowserFolder } from '../chromium/testing/browser-folder.ts';
import { startEmulator } from '../emulator.ts';
import { browserClient, secretsClient } from '../testing/clients.ts';
import { start } from '../testing/session-calls.ts';
import { openRecordedPage } from './testing/recorded-page.ts';

const SecretId = 'proxy';
const before = { username: 'user', password: 'before' };
const after = { username: 'user', password: 'after' };

let folder: BrowserFolder;
beforeAll(() => {
  folder = new BrowserFolder();
});
afterAll(() => folder[Symbol.dispose]());

it('a running session keeps its credentials when the secret is changed, or gone', async () => {
  await using origin = await startOrigin({ onSighting: () => undefined });
  const dial = () => ({ host: origin.address.address, port: origin.address.port });
  const records = collectRecords();
  const access = { kind: 'basic', ...before } as const;
  await using proxy = await startInstrumentedProxy({ name: 'corp', sink: records, access, dial });
  await using pool = startChromiumPool({ executable: BrowserFolder.chromium(), ahead: 2 });
  await using emulator = await startEmulator({ pool });
  const client = browserClient(emulator);
  const secretsManager = secretsClient(emulator);
  const secretArn = emulator.secrets.put({ name: SecretId, secretString: JSON.stringify(before) });
  const { host: server, port } = proxy.address;
  const proxies = [{ externalProxy: { server, port, credentials: { basicAuth: { secretArn } } } }];
  const openPage = async () => {
    const { streams } = await start({ client }, { proxyConfiguration: { proxies } });
    return openRecordedPage(emulator, streams?.automationStream?.streamEndpoint ?? '');
  };
  /** How the proxy judged the credentials of requests for a host. */
  const judged = (host: string) =>
    records.records.flatMap((record) =>
      record.type === 'request' && record.authority.startsWith(host) && record.kind === 'forward'
        ? [record.credentials]
        : [],
    );

  using page = await openPage();
  await page.show('http://first.company.test/');
  await secretsManager.send(new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify(after) }));
  await page.show('http://changed.company.test/');
  using later = await openPage();
  await later.show('http://later.company.test/');
  await secretsManager.send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }));
  await page.show('http://gone.company.test/');
  client.destroy();
  secretsManager.destroy();

  const verdicts = ['first', 'changed', 'later', 'gone'].map((host) => [host, [...new Set(judged(host))]]);
  expect(Object.fromEntries(verdicts)).toEqual({
    first: ['valid'],
    changed: ['valid'],
    later: ['invalid'],
    gone: ['valid'],
  });
});
