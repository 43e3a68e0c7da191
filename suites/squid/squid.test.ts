import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { basicAuth } from './basic-auth.ts';
import { type Squid, servicePrefix, startSquid } from './squid.ts';
import { squidExecutable } from './squid-executable.ts';

let executable: string;
const server = http.createServer((_request, response) => response.end('the server'));
let host: string;
beforeAll(async () => {
  executable = squidExecutable();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
});

async function ask(port: number, authorization?: string): Promise<{ status: number | undefined; text: string }> {
  const headers = { host, ...(authorization === undefined ? {} : { 'proxy-authorization': authorization }) };
  const request = http.get({ host: '127.0.0.1', port, path: `http://${host}/`, headers, agent: false });
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  const chunks: string[] = [];
  for await (const chunk of response.setEncoding('utf8')) chunks.push(String(chunk));
  return { status: response.statusCode, text: chunks.join('') };
}

/** Of the Squids of this process: other test files have their own at the same time. */
const traces = (): readonly string[] => readdirSync('/dev/shm').filter((name) => name.startsWith(servicePrefix()));

/** Whether it runs: what has ended and was collected by nobody has no command line. */
function runs(processId: number): boolean {
  const file = `/proc/${processId}/cmdline`;
  return existsSync(file) && readFileSync(file).length > 0;
}

test('proxies, and leaves no process, file or shared memory', async () => {
  const before = traces();
  const squid = await startSquid({ executable, configuration: 'http_access allow all' });
  expect(await ask(squid.port)).toEqual({ status: 200, text: 'the server' });
  expect(existsSync(`/proc/${squid.processId}`)).toBe(true);
  const command = readFileSync(`/proc/${squid.processId}/cmdline`, 'utf8').split('\0');
  const folder = dirname(command.find((argument) => argument.endsWith('/squid.conf')) ?? '');
  expect(existsSync(folder)).toBe(true);

  await squid[Symbol.asyncDispose]();
  await squid[Symbol.asyncDispose]();
  expect(existsSync(`/proc/${squid.processId}`)).toBe(false);
  expect(existsSync(folder)).toBe(false);
  expect(traces()).toEqual(before);
});

test('several run at a time', async () => {
  const options = { executable, configuration: 'http_access allow all' };
  await using one = await startSquid(options);
  await using other = await startSquid(options);
  expect(one.port).not.toBe(other.port);
  expect([await ask(one.port), await ask(other.port)]).toMatchObject([{ status: 200 }, { status: 200 }]);
});

test('asks for Basic credentials, and lets in who has them', async () => {
  const username = 'acpc.user_0a+@=-';
  const password = '0aB9@._+=-!#$%&*';
  await using squid = await startSquid({ executable, ...(await basicAuth({ username, password })) });
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
  expect(await ask(squid.port)).toMatchObject({ status: 407 });
  expect(await ask(squid.port, basic(`${username}:wrong`))).toMatchObject({ status: 407 });
  expect(await ask(squid.port, basic(`${username}:${password}`))).toEqual({ status: 200, text: 'the server' });
});

test.each([
  ['an unknown directive', 'no_such_directive on', "squid.conf(17): unrecognized: 'no_such_directive'"],
  [
    'a line that means nothing',
    'acl hosts no_such_type a.test',
    "FATAL: Invalid ACL type 'no_such_type'; FATAL: Bungled squid.conf line 17: acl hosts no_such_type a.test",
  ],
])('does not start with %s, and says so', async (_, configuration, reason) => {
  const before = traces();
  await expect(startSquid({ executable, configuration })).rejects.toMatchObject({
    code: 'ERR_SQUID_START',
    message: `Squid did not start: ${reason}`,
  });
  expect(traces()).toEqual(before);
});

test('goes when the process that started it is killed', async () => {
  const program = `
    import { startSquid } from ${JSON.stringify(fileURLToPath(new URL('./squid.ts', import.meta.url)))};
    const squid = await startSquid({ executable: ${JSON.stringify(executable)}, configuration: 'http_access allow all' });
    process.stdout.write(JSON.stringify(squid));
    setInterval(() => {}, 60_000);`;
  const folder = mkdtempSync(join(tmpdir(), 'acpc-squid-test-'));
  chmodSync(folder, 0o755);
  const parent = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: folder },
  });
  const [said] = (await once(parent.stdout, 'data')) as [Buffer];
  const { port, processId }: Squid = JSON.parse(said.toString());
  // A tunnel that stays open until Squid is gone.
  const request = http.request({ host: '127.0.0.1', port, method: 'CONNECT', path: host, agent: false });
  request.end();
  const [, tunnel] = await once(request, 'connect');
  const gone = once(tunnel, 'close');
  parent.kill('SIGKILL');
  await gone;
  // Tunnels end before it does, and nobody is left to remove the files that it still writes.
  await vi.waitFor(() => expect(runs(processId)).toBe(false), { timeout: 30_000 });
  rmSync(folder, { recursive: true });
});
