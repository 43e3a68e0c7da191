import { BedrockAgentCoreClient } from '@aws-sdk/client-bedrock-agentcore';
import { expect, it } from 'vitest';
import { loadAccess } from '../access/load-access.ts';
import { startEmulator } from '../emulator.ts';
import { browserClient, sign } from '../testing/clients.ts';
import { fakePool } from '../testing/fake-pool.ts';
import { refusedStream } from '../testing/open-stream.ts';
import { presign } from '../testing/presign.ts';
import { get, list, saveProfile, start, startSession } from '../testing/session-calls.ts';
import { structuredLog } from './structured-log.ts';

const EVERYTHING = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
const COOKIE = 'the-cookie-of-a-saved-profile';

it('the log of a user, a role and a stranger holds no secret key, session token, signature or cookie', async () => {
  const lines: string[] = [];
  const log = structuredLog({ level: 'info', write: (line) => lines.push(line) });
  const access = loadAccess({
    accounts: { '000000000000': { users: { ada: {} }, roles: { runner: { policies: [EVERYTHING] } } } },
  });
  let takes = 0;
  await using pool = fakePool((browser) => {
    browser.profile = { cookies: [], localStorage: { 'https://www.example.com': { cookie: COOKIE } } };
    takes += 1;
    if (takes > 1) throw new Error(`It failed on ${COOKIE}`);
  });
  await using emulator = await startEmulator({ pool, access, log: log.event });
  const { endpoint, region, accessKeys } = emulator;
  const root = { client: browserClient(emulator) };
  const session = await startSession(root);
  await saveProfile(root, session.sessionId, 'shopping-0123456789');
  await start(root).catch(() => undefined);

  const liveView = session.url.replace('ws:', 'http:').replace(/automation$/, 'live-view');
  const signatures: string[] = [];
  for (const { credentials } of accessKeys) {
    const client = new BedrockAgentCoreClient({ endpoint, region, credentials, maxAttempts: 1 });
    await Promise.allSettled([list({ client }), get({ client }, session.sessionId)]);
    client.destroy();
    const address = await presign({ url: liveView, credentials });
    await fetch(address);
    const signed = await sign({ url: session.url.replace('ws:', 'http:'), credentials, service: 'wrong' });
    await refusedStream(emulator, session.url, signed);
    signatures.push(new URL(address).searchParams.get('X-Amz-Signature') ?? '', signed['authorization'] ?? '');
  }
  root.client.destroy();

  const text = lines.join('\n');
  for (const seen of [
    '"SaveBrowserSessionProfile"',
    '"AccessDeniedException"',
    '"InvalidSignatureException"',
    '"stream-refused"',
  ])
    expect(text).toContain(seen);
  const secrets = accessKeys.flatMap(({ credentials: { secretAccessKey, sessionToken = secretAccessKey } }) => [
    secretAccessKey,
    sessionToken,
  ]);
  expect(secrets).toHaveLength(6);
  expect([...secrets, ...signatures, COOKIE].filter((secret) => secret === '' || text.includes(secret))).toEqual([]);
});
