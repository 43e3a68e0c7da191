import { once } from 'node:events';
import { connect } from 'node:net';
import { StartBrowserSessionCommand, StopBrowserSessionCommand } from '@aws-sdk/client-bedrock-agentcore';
import { chromium } from 'playwright-core';
import { expect, it } from 'vitest';
import { findBrowser } from './chromium/find.ts';
import { startChromiumPool } from './chromium/pool.ts';
import { startEmulator } from './emulator.ts';
import { browserClient, sign } from './testing/clients.ts';
import { fakePool } from './testing/fake-pool.ts';

const browserIdentifier = 'aws.browser.v1';

it('lets Playwright drive a real browser over the automation stream, one client at a time', async () => {
  const found = await findBrowser();
  if (!found) throw new Error('This test needs Chrome or Chromium; CHROMIUM_PATH may name one.');
  await using pool = startChromiumPool({ executable: found.executable });
  await using emulator = await startEmulator({ pool });
  const client = browserClient(emulator);
  const { sessionId, streams } = await client.send(new StartBrowserSessionCommand({ browserIdentifier }));
  const endpointURL = streams?.automationStream?.streamEndpoint ?? '';
  const headers = await sign({ url: endpointURL.replace('ws:', 'http:'), credentials: emulator.credentials });

  const browser = await chromium.connectOverCDP(endpointURL, { headers });
  const page = browser.contexts()[0]?.pages()[0];
  expect(await page?.evaluate('1 + 1')).toBe(2);
  await expect(chromium.connectOverCDP(endpointURL, { headers })).rejects.toThrow(/429/);
  expect(await page?.evaluate('2 + 2')).toBe(4);

  const disconnected = new Promise<void>((resolve) => void browser.once('disconnected', () => resolve()));
  await client.send(new StopBrowserSessionCommand({ browserIdentifier, sessionId }));
  await disconnected;
  client.destroy();
});

it('names an endpoint that can be called, also where it listens everywhere', async () => {
  await using pool = fakePool();
  await using emulator = await startEmulator({ pool, host: '0.0.0.0' });
  expect(new URL(emulator.endpoint).hostname).toBe('127.0.0.1');
  expect((await fetch(emulator.endpoint)).status).toBeGreaterThanOrEqual(400);
});

it('has credentials of its own each time, and may be closed twice', async () => {
  await using pool = fakePool();
  const one = await startEmulator({ pool });
  const two = await startEmulator({ pool });
  expect(one.credentials.accessKeyId).not.toBe(two.credentials.accessKeyId);
  expect(one.credentials.secretAccessKey).not.toBe(two.credentials.secretAccessKey);
  for (const emulator of [one, two, one, two]) await emulator[Symbol.asyncDispose]();
  await expect(fetch(one.endpoint)).rejects.toThrow('fetch failed');
});

// Before Node.js itself ends such a client, which it does after a minute.
it('closes while a client is in the middle of a request', { timeout: 40_000 }, async () => {
  await using pool = fakePool();
  const emulator = await startEmulator({ pool });
  const { hostname, port } = new URL(emulator.endpoint);
  const client = connect(Number(port), hostname);
  await once(client, 'connect');
  client.write('PUT / HTTP/1.1\r\nContent-Length: 10\r\n');
  // Connections are accepted in order: once this one is answered, the other one is there too.
  expect((await fetch(emulator.endpoint)).status).toBe(403);
  const closed = once(client, 'close');
  await emulator[Symbol.asyncDispose]();
  await closed;
});

it('fails to start on a port in use', async () => {
  await using pool = fakePool();
  await using emulator = await startEmulator({ pool });
  const port = Number(new URL(emulator.endpoint).port);
  await expect(startEmulator({ pool, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
