import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { StartBrowserSessionCommand } from '@aws-sdk/client-bedrock-agentcore';
import { chromium } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sign } from '../../emulator/testing/clients.ts';
import { visit } from '../../emulator/testing/visit.ts';
import { createOriginCertificate } from '../../origin/certificate.ts';
import { startOrigin } from '../../origin/origin.ts';
import { Workplace } from '../testing/command-line.ts';
import { clientSettings, type Emulating, emulatedClient, emulating, runProgram } from '../testing/emulate-command.ts';

let workplace: Workplace;
beforeEach(() => {
  workplace = new Workplace();
});
afterEach(() => workplace[Symbol.dispose]());

/** What a session's page gets from each URL: its status, or why it got nothing. */
async function statuses(emulator: Emulating, urls: readonly string[]): Promise<readonly unknown[]> {
  const { credentials } = clientSettings(emulator);
  if (typeof credentials !== 'object') throw new Error('The emulator has printed no credentials.');
  const client = emulatedClient(emulator);
  const { streams } = await client.send(new StartBrowserSessionCommand({ browserIdentifier: 'aws.browser.v1' }));
  client.destroy();
  const endpoint = streams?.automationStream?.streamEndpoint ?? '';
  const headers = await sign({ url: endpoint.replace('ws:', 'http:'), credentials });
  const browser = await chromium.connectOverCDP(endpoint, { headers });
  const page = browser.contexts()[0]?.pages()[0] ?? expect.unreachable();
  const found: unknown[] = [];
  for (const url of urls) {
    found.push(
      await visit(page, url).then(
        (answer) => answer?.status(),
        (error) => /net::\w+/.exec(error.message)?.[0],
      ),
    );
  }
  await browser.close();
  return found;
}

async function end({ process, ended }: Emulating): Promise<void> {
  process.kill('SIGTERM');
  expect((await ended).status).toBe(0);
}

const URLS = ['http://any.test/', 'https://any.test/'];

test('every direct request ends at the origin, whose certificate is trusted for every name', async () => {
  await using origin = await startOrigin({ onSighting: () => undefined });
  const env = { ACPC_EMULATOR_ORIGIN: `127.0.0.1:${origin.address.port}` };
  const emulator = await emulating(workplace, ['--json'], env);
  expect(await statuses(emulator, URLS)).toEqual([200, 200]);
  await end(emulator);
});

test('the certificates of a file are trusted, and no others', async () => {
  const certificate = await createOriginCertificate();
  writeFileSync(workplace.path('trusted.pem'), certificate.certificate);
  await using trusted = await startOrigin({ onSighting: () => undefined, certificate });
  await using other = await startOrigin({ onSighting: () => undefined });
  const emulator = await emulating(workplace, ['--json', '--certificates', 'trusted.pem']);
  const urls = [trusted, other].map(({ address }) => `https://127.0.0.1:${address.port}/`);
  expect(await statuses(emulator, urls)).toEqual([200, 'net::ERR_CERT_AUTHORITY_INVALID']);
  await end(emulator);
});

/** A port that answers nothing but a closed connection. */
async function silentPort() {
  const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return { server, port: typeof address === 'object' ? address?.port : undefined };
}

test('an origin that is none is refused in one line', async () => {
  const { server, port } = await silentPort();
  const [unspoken, silent] = await Promise.all(
    ['origin.test', `127.0.0.1:${port}`].map((origin) => workplace.run(['emulate', '--origin', origin])),
  );
  server.close();
  expect([unspoken?.status, silent?.status]).toEqual([2, 2]);
  expect(unspoken?.stderr).toContain('This is no host and port.\n    fix:   Write both, as in origin.example:8443.');
  expect(silent?.stderr).toContain('It shows no certificate (ECONNRESET).');
});

test('a secret access key in a file is used and not printed', async () => {
  const secret = 'a-secret-of-a-file/0123456789'.replaceAll('-', '_');
  const file = workplace.path('secret key');
  writeFileSync(file, `${secret}\n`);
  const env = { ACPC_ACCESS_KEY_ID: 'KEY_FOR_THE_TESTS', ACPC_SECRET_ACCESS_KEY_FILE: file };
  const emulator = await emulating(workplace, [], env);
  expect(emulator.output).toContain(`export AWS_SECRET_ACCESS_KEY="$(cat '${file}')"\n`);
  expect(emulator.output).not.toContain(secret);
  expect(await runProgram(workplace, emulator.output)).toMatchObject({ sum: 2 });
  await end(emulator);

  const { status, stderr } = await workplace.run(['emulate'], {
    env: { ACPC_ACCESS_KEY_ID: 'KEY_FOR_THE_TESTS', ACPC_SECRET_ACCESS_KEY_FILE: workplace.path('none') },
  });
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: `environment: 1 problem

  ACPC_SECRET_ACCESS_KEY_FILE  [credentials]
    The file cannot be read.
    fix:   Name a file that holds the key and nothing else.
`,
  });
});
