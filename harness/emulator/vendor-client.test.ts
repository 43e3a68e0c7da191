import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { findBrowser } from './chromium/find.ts';
import { startChromiumPool } from './chromium/pool.ts';
import { startEmulator } from './emulator.ts';
import type { EmulatorEvent } from './events.ts';

const SERVICE_HOST = 'bedrock-agentcore.us-east-1.amazonaws.com';

const child = (name: string) => fileURLToPath(new URL(`./testing/vendor-client/${name}`, import.meta.url));

/** A website that only a proxy can reach: the proxy is the one that answers for it. */
async function startProxiedWebsite() {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(String(request.url));
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>Shop</title><h1>Proxied</h1>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/**
 * The vendor's client builds the addresses of both streams from the name of the service. So it runs in a process that
 * resolves this name to the emulator and trusts its authority, and is otherwise as anybody uses it.
 */
async function runVendorClient(endpoint: string, caCertificate: string, environment: Record<string, string>) {
  const folder = await mkdtemp(join(tmpdir(), 'acpc-vendor-'));
  try {
    const authority = join(folder, 'ca.pem');
    await writeFile(authority, caCertificate);
    const client = spawn(process.execPath, ['--import', child('redirect.ts'), child('client.ts')], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        NODE_EXTRA_CA_CERTS: authority,
        REDIRECT_HOST: SERVICE_HOST,
        REDIRECT_PORT: new URL(endpoint).port,
        ...environment,
      },
    });
    const [output, errors, [status]] = await Promise.all([
      client.stdout.toArray(),
      client.stderr.toArray(),
      once(client, 'close'),
    ]);
    if (status !== 0) throw new Error(`The client failed: ${errors.join('')}`);
    return JSON.parse(output.join(''));
  } finally {
    await rm(folder, { recursive: true });
  }
}

it("the vendor's own client starts, drives, shows and stops a session, as at the real service", async () => {
  const found = await findBrowser();
  if (!found) throw new Error('This test needs Chrome or Chromium; CHROMIUM_PATH may name one.');
  const events: EmulatorEvent[] = [];
  await using website = await startProxiedWebsite();
  await using pool = startChromiumPool({ executable: found.executable });
  await using emulator = await startEmulator({ pool, tls: {}, log: (event) => events.push(event) });
  const { accessKeyId, secretAccessKey } = emulator.credentials;

  const seen = await runVendorClient(emulator.endpoint, emulator.caCertificate ?? '', {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    PROXY_PORT: String(website.port),
  });

  const { sessionId } = seen.started;
  const path = `/browser-streams/aws.browser.v1/sessions/${sessionId}`;
  expect(seen).toEqual({
    started: {
      sessionName: 'vendor',
      sessionId: expect.stringMatching(/^[0-9A-Z]{26}$/),
      createdAt: expect.any(String),
    },
    described: expect.objectContaining({
      sessionId,
      status: 'READY',
      sessionTimeoutSeconds: 120,
      streams: {
        automationStream: { streamEndpoint: `wss://${SERVICE_HOST}${path}/automation`, streamStatus: 'ENABLED' },
        liveViewStream: { streamEndpoint: `https://${SERVICE_HOST}${path}/live-view` },
      },
    }),
    heading: 'Proxied',
    title: 'Shop',
    screenshot: 'iVBORw0KGgo',
    liveView: { status: 200, type: 'text/html; charset=utf-8', shows: true },
    listed: [sessionId],
    stopped: 'TERMINATED',
  });
  expect(website.asked).toContain('http://shop.example/');
  expect(events.filter(({ type }) => type === 'stream-refused' || type === 'fault')).toEqual([]);
});
