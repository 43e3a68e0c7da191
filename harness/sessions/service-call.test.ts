import { expect, test } from 'vitest';
import { runEmulator } from '../emulator/testing/running-emulator.ts';
import { callService } from './service-call.ts';
import type { Target } from './target.ts';

const START = '/browsers/aws.browser.v1/sessions/start';

async function start() {
  const running = await runEmulator();
  const { endpoint, region, credentials } = running.emulator;
  const target: Target = { kind: 'emulated', endpoint, region, credentials, browserIdentifier: 'aws.browser.v1' };
  return { target, [Symbol.asyncDispose]: () => running[Symbol.asyncDispose]() };
}

test('starts a session and describes it', async () => {
  await using service = await start();
  const started = await callService(service.target, { method: 'PUT', path: START, body: { name: 'a name' } });
  expect(started.status).toBe(200);
  const query = { sessionId: String(started.body['sessionId']) };
  const path = '/browsers/aws.browser.v1/sessions/get';
  const described = await callService(service.target, { method: 'GET', path, query });
  expect(described.body).toMatchObject({ name: 'a name', status: 'READY' });
});

test('members that no client knows reach the service, and its error comes back by name', async () => {
  await using service = await start();
  const body = { proxyConfiguration: { proxies: [{ socksProxy: { server: 'proxy.test' } }] } };
  expect(await callService(service.target, { method: 'PUT', path: START, body })).toMatchObject({
    status: 400,
    error: 'ValidationException',
    body: { fieldList: [{ name: 'proxyConfiguration.proxies[0]' }] },
  });
});

test('a text is sent as it is', async () => {
  await using service = await start();
  const answer = await callService(service.target, { method: 'PUT', path: START, body: '{"name":' });
  expect(answer).toMatchObject({ status: 400, body: { reason: 'CannotParse' } });
});
