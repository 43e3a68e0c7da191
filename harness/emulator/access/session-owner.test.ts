import { BedrockAgentCoreClient } from '@aws-sdk/client-bedrock-agentcore';
import { expect, it } from 'vitest';
import type { EmulatorOptions } from '../emulator.ts';
import { sign } from '../testing/clients.ts';
import { openStream, refusedStream } from '../testing/open-stream.ts';
import { runEmulator } from '../testing/running-emulator.ts';
import { get, invoke, list, saveProfile, start, startSession, stop, updateStream } from '../testing/session-calls.ts';
import { loadAccess } from './load-access.ts';

const EVERYTHING = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
const PROFILE = 'shopping-0123456789';
const UNKNOWN = { name: 'ResourceNotFoundException', message: 'The browser session does not exist' };

/** Ada of the account whose root user is `t`, and Bob of another one. Both may do everything. */
async function scene(options: Partial<EmulatorOptions> = {}) {
  const access = loadAccess({
    accounts: {
      '111122223333': { users: { ada: { policies: [EVERYTHING] } } },
      '444455556666': { users: { bob: { policies: [EVERYTHING] } } },
    },
  });
  const t = await runEmulator({ access, accountId: '111122223333', ...options });
  const as = (name: string) => {
    const credentials = t.emulator.accessKeys.find(({ principal }) => principal.arn.endsWith(name))?.credentials;
    if (!credentials) throw new Error(`${name} has no key.`);
    const { endpoint, region } = t.emulator;
    return { credentials, client: new BedrockAgentCoreClient({ endpoint, region, credentials, maxAttempts: 1 }) };
  };
  const [ada, bob] = [as('user/ada'), as('user/bob')];
  return {
    t,
    ada,
    bob,
    async [Symbol.asyncDispose]() {
      ada.client.destroy();
      bob.client.destroy();
      await t[Symbol.asyncDispose]();
    },
  };
}

it('a session exists for the account that started it, whoever of it asks, and for no other', async () => {
  await using s = await scene();
  const { sessionId } = await startSession(s.t);
  expect(await get(s.ada, sessionId)).toMatchObject({ sessionId });
  expect((await list(s.ada)).items).toHaveLength(1);

  expect((await list(s.bob)).items).toEqual([]);
  await expect(get(s.bob, sessionId)).rejects.toMatchObject(UNKNOWN);
  await expect(stop(s.bob, sessionId)).rejects.toMatchObject(UNKNOWN);
  await expect(updateStream(s.bob, sessionId, 'DISABLED')).rejects.toMatchObject(UNKNOWN);
  await expect(invoke(s.bob, sessionId, { screenshot: {} })).rejects.toMatchObject(UNKNOWN);
  await expect(saveProfile(s.bob, sessionId, PROFILE)).rejects.toMatchObject(UNKNOWN);
  expect(await get(s.ada, sessionId)).toMatchObject({
    status: 'READY',
    streams: { automationStream: { streamStatus: 'ENABLED' } },
  });
});

it('its streams and the page of its live view are closed to other accounts', async () => {
  await using s = await scene();
  const { url } = await startSession(s.t);
  const body = { __type: 'ResourceNotFoundException', message: UNKNOWN.message };
  const signed = (address: string, { credentials }: typeof s.bob) =>
    sign({ url: address.replace('ws:', 'http:'), credentials });
  for (const address of [url, url.replace(/automation$/, 'live-view')]) {
    const headers = await signed(address, s.bob);
    expect(await refusedStream(s.t.emulator, address, headers)).toMatchObject({ status: 404, body });
  }
  const page = url.replace(/automation$/, 'live-view').replace('ws:', 'http:');
  const { host: _, ...headers } = await signed(page, s.bob);
  const answer = await fetch(page, { headers });
  expect([answer.status, await answer.json()]).toEqual([404, body]);
  const client = await openStream(s.t.emulator, url, await signed(url, s.ada));
  client.terminate();
});

it('a page token of one account is none for another', async () => {
  await using s = await scene();
  for (let count = 0; count < 2; count += 1) await start(s.t);
  const { nextToken } = await list(s.t, { maxResults: 1 });
  expect((await list(s.ada, { nextToken })).items).toHaveLength(1);
  await expect(list(s.bob, { nextToken })).rejects.toMatchObject({ name: 'ValidationException' });
});

it('quotas are those of an account', async () => {
  await using s = await scene({ quotas: { concurrentSessions: 1 } });
  const { sessionId } = await start(s.t);
  await expect(start(s.ada)).rejects.toMatchObject({ name: 'ServiceQuotaExceededException' });
  await start(s.bob);
  await expect(start(s.bob)).rejects.toMatchObject({ name: 'ServiceQuotaExceededException' });
  await stop(s.t, sessionId);
  await start(s.ada);
});

it('so is the rate of requests', async () => {
  await using s = await scene({ quotas: { requestsPerSecond: 1 } });
  await list(s.t);
  await list(s.bob);
});

it('a profile of the same name is another one in another account', async () => {
  await using s = await scene();
  const { sessionId } = await start(s.t);
  const saved = { cookies: [], localStorage: { 'https://www.example.com': { theme: 'dark' } } };
  for (const browser of s.t.pool.taken) browser.profile = saved;
  await saveProfile(s.t, sessionId, PROFILE);
  const profileConfiguration = { profileIdentifier: PROFILE };
  await start(s.bob, { profileConfiguration });
  await start(s.ada, { profileConfiguration });
  expect(s.t.pool.taken.map(({ asked }) => asked)).toEqual([[], [{ cookies: [], localStorage: {} }], [saved]]);
});
