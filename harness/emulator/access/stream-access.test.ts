import { expect, it } from 'vitest';
import { sign } from '../testing/clients.ts';
import { openStream, refusedStream } from '../testing/open-stream.ts';
import { runEmulator } from '../testing/running-emulator.ts';
import { startSession } from '../testing/session-calls.ts';
import { loadAccess } from './load-access.ts';

const AUTOMATION = 'bedrock-agentcore:ConnectBrowserAutomationStream';
const LIVE_VIEW = 'bedrock-agentcore:ConnectBrowserLiveViewStream';
const ADA = 'arn:aws:iam::111122223333:user/ada';
const BROWSER = 'arn:aws:bedrock-agentcore:us-east-1:aws:browser/aws.browser.v1';

/** A session of the root user, and headers that a user with these actions signs for a stream of it. */
async function scene(...Action: string[]) {
  const policies = [{ Version: '2012-10-17', Statement: { Effect: 'Allow', Action, Resource: BROWSER } }];
  const access = loadAccess({ accounts: { '111122223333': { users: { ada: { policies } } } } });
  const t = await runEmulator({ access, accountId: '111122223333' });
  const { url } = await startSession(t);
  const credentials = t.emulator.accessKeys.find(({ principal }) => principal.arn === ADA)?.credentials;
  if (!credentials) throw new Error('Ada has no key.');
  const signed = (address: string) => sign({ url: address.replace('ws:', 'http:'), credentials });
  return { t, url, signed, [Symbol.asyncDispose]: () => t[Symbol.asyncDispose]() };
}

const refusal = (action: string) => ({
  __type: 'AccessDeniedException',
  message: `User: ${ADA} is not authorized to perform: ${action} on resource: ${BROWSER} because no identity-based policy allows the ${action} action`,
});

it('the automation stream is open to whom policies allow to connect to it', async () => {
  await using s = await scene(AUTOMATION);
  const client = await openStream(s.t.emulator, s.url, await s.signed(s.url));
  client.terminate();
});

it('the automation stream is closed to everybody else', async () => {
  await using s = await scene(LIVE_VIEW);
  expect(await refusedStream(s.t.emulator, s.url, await s.signed(s.url))).toEqual({
    status: 403,
    error: 'AccessDeniedException',
    body: refusal(AUTOMATION),
  });
});

it('the live view is an action of its own, for its page and for its stream', async () => {
  await using s = await scene(AUTOMATION);
  const url = s.url.replace(/automation$/, 'live-view');
  expect(await refusedStream(s.t.emulator, url, await s.signed(url))).toMatchObject({ body: refusal(LIVE_VIEW) });
  const { host: _, ...headers } = await s.signed(url);
  const page = await fetch(url.replace('ws:', 'http:'), { headers });
  expect([page.status, await page.json()]).toEqual([403, refusal(LIVE_VIEW)]);
});
