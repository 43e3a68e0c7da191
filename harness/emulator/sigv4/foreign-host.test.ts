import { once } from 'node:events';
import { request } from 'node:http';
import { expect, it } from 'vitest';
import { sign } from '../testing/clients.ts';
import { presign } from '../testing/presign.ts';
import { runEmulator } from '../testing/running-emulator.ts';
import { startSession } from '../testing/session-calls.ts';

/** A page of this name, whose name has come to mean this machine, sends requests that a browser takes for its own. */
const REBOUND = 'rebound.example';

/** Sends a request to an address under a host of the test's choice, which `fetch` does not allow. */
async function send(url: string, headers: Record<string, string> = {}, method = 'GET') {
  const sent = request(url, { method, headers: { origin: `http://${REBOUND}`, host: REBOUND, ...headers } });
  sent.end();
  const [response] = await once(sent, 'response');
  const text = (await response.toArray()).join('');
  return { status: response.statusCode, headers: response.headers, text };
}

const WEBSOCKET = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': Buffer.alloc(16).toString('base64'),
};

it('a page under a name of its own gets nothing from the API, the live view and the streams: it cannot sign', async () => {
  await using t = await runEmulator();
  const { url, sessionId } = await startSession(t);
  const automation = url.replace('ws:', 'http:');
  const liveView = automation.replace(/automation$/, 'live-view');
  const answers = [
    await send(`${t.emulator.endpoint}/browsers/aws.browser.v1/sessions/get?sessionId=${sessionId}`),
    await send(`${t.emulator.endpoint}/`, { 'x-amz-target': 'secretsmanager.ListSecrets' }, 'POST'),
    await send(liveView),
    await send(liveView, WEBSOCKET),
    await send(automation, WEBSOCKET),
  ];
  // Secrets Manager's protocol knows no other status for what a client did wrong.
  expect(answers.map(({ status }) => status)).toEqual([403, 400, 403, 403, 403]);
  for (const { text } of answers) {
    expect(JSON.parse(text)).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
    expect(text).not.toContain(sessionId);
  }
});

it('no other page is ever allowed to read an answer', async () => {
  await using t = await runEmulator();
  const asked = { 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' };
  const { status, headers } = await send(t.emulator.endpoint, asked, 'OPTIONS');
  expect(status).toBe(403);
  expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
});

it('what was signed for one host is no good for another', async () => {
  await using t = await runEmulator();
  const { url } = await startSession(t);
  const { credentials } = t.emulator;
  const automation = url.replace('ws:', 'http:');
  const { host: _, ...headers } = await sign({ url: automation, credentials });
  const presigned = await presign({ url: automation.replace(/automation$/, 'live-view'), credentials });
  for (const answer of [await send(automation, { ...WEBSOCKET, ...headers }), await send(presigned)]) {
    expect([answer.status, JSON.parse(answer.text).__type]).toEqual([403, 'InvalidSignatureException']);
  }
});
