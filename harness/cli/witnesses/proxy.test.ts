import { readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { Workplace } from '../testing/command-line.ts';
import { recordsOf, statusThrough, witnessing } from '../testing/witness-command.ts';

const CREDENTIALS = { username: 'acpc.user', password: 'p4ss-W0rd.of_the.proxy' };
const RIGHT = `${CREDENTIALS.username}:${CREDENTIALS.password}`;
const TOKEN = 'a-token-of-enough-length';

const website = http.createServer((_request, response) => response.end('the web site'));
let url: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => website.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(website.address() as AddressInfo).port}/`;
});
afterAll(() => website.close());

let work: Workplace;
beforeEach(() => {
  work = new Workplace();
});
afterEach(() => work[Symbol.dispose]());

test('open: says where it listens, prints a record of each exchange, ends at SIGTERM with 0', async () => {
  const running = work.start(['proxy', '--name', 'mine']);
  const line = await running.line(/listens/);
  expect(line).toMatch(/^The proxy listens on 127\.0\.0\.1:\d+, and everybody may use it\.$/);
  const port = Number(/:(\d+),/.exec(line)?.[1]);
  expect(await statusThrough({ host: '127.0.0.1', port }, url)).toBe(200);
  running.process.kill('SIGTERM');
  const { status, stdout, stderr } = await running.ended;
  expect({ status, stderr }).toEqual({
    status: 0,
    stderr: `${line}\n\nSIGTERM: stopping what was started. Once more ends at once.\n`,
  });
  expect(recordsOf(stdout)).toMatchObject([
    { type: 'request', proxy: 'mine', sequence: 1, credentials: 'absent', outcome: 'established' },
    { type: 'end', proxy: 'mine', sequence: 2, exchange: 1 },
  ]);
});

test.each(['env', 'file'])('Basic credentials from %s; nothing that is printed or written holds them', async (from) => {
  writeFileSync(work.path('secret.json'), JSON.stringify(CREDENTIALS));
  const env = { ACPC_PROXY_USERNAME: CREDENTIALS.username, ACPC_PROXY_PASSWORD: CREDENTIALS.password };
  const source = from === 'env' ? 'env' : 'secret.json';
  const proxy = await witnessing(work, ['proxy', '--credentials', source, '--records', 'records.jsonl'], env);
  const { host, port } = proxy.facts.proxy;
  expect(proxy.facts).toEqual({ proxy: { host: '127.0.0.1', port }, access: 'basic', behaviour: { kind: 'normal' } });
  const statuses = [
    await statusThrough({ host, port }, url),
    await statusThrough({ host, port }, url, `${CREDENTIALS.username}:wrong`),
    await statusThrough({ host, port }, url, RIGHT),
  ];
  expect(statuses).toEqual([407, 407, 200]);
  const { status, stdout, stderr } = await proxy.interrupt();
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  const written = readFileSync(work.path('records.jsonl'), 'utf8');
  const requests = recordsOf(written).filter((record) => record.type === 'request');
  expect(requests.map(({ credentials }) => credentials)).toEqual(['absent', 'invalid', 'valid']);
  for (const form of [CREDENTIALS.password, CREDENTIALS.username, Buffer.from(RIGHT).toString('base64')]) {
    expect(`${stdout}${stderr}${written}`).not.toContain(form);
  }
});

test('a behaviour, one destination for everything, and an agent that changes the behaviour', async () => {
  const args = ['--behaviour', '{"kind": "respond", "status": 503}', '--destination', new URL(url).host];
  const proxy = await witnessing(work, ['proxy', ...args, '--agent-port', '0'], { ACPC_AGENT_TOKEN: TOKEN });
  const agent = `http://127.0.0.1:${proxy.facts.agent.port}`;
  const headers = { authorization: `Bearer ${TOKEN}` };
  expect(proxy.facts['behaviour']).toEqual({ kind: 'respond', status: 503 });
  expect(await statusThrough(proxy.facts.proxy, 'http://anything.example/')).toBe(503);
  await fetch(`${agent}/behaviour`, { method: 'PUT', headers, body: '{"kind": "normal"}' });
  expect(await statusThrough(proxy.facts.proxy, 'http://anything.example/')).toBe(200);
  const pulled = await (await fetch(`${agent}/records?after=0`, { headers })).text();
  const { status, stdout } = await proxy.interrupt();
  expect(status).toBe(0);
  expect(recordsOf(stdout).slice(0, recordsOf(pulled).length)).toEqual(recordsOf(pulled));
  expect(recordsOf(stdout)).toMatchObject([
    { outcome: 'misbehaved', status: 503 },
    { type: 'end' },
    { authority: 'anything.example:80', outcome: 'established' },
    { type: 'end' },
  ]);
});

test('ends with 0 when nobody reads its records any more', async () => {
  const running = work.start(['proxy', '--json']);
  const { proxy } = JSON.parse(await running.line(/^\{/));
  running.process.stdout?.destroy();
  // The answer may come, or the end before it.
  await statusThrough(proxy, url).catch(() => undefined);
  expect((await running.ended).status).toBe(0);
});

test('ends with 3 when records are lost', async () => {
  const proxy = await witnessing(work, ['proxy', '--records', '/dev/full']);
  await statusThrough(proxy.facts.proxy, url).catch(() => undefined);
  const { status, stderr } = await proxy.ended;
  expect(status).toBe(3);
  expect(stderr.split('\n').slice(1)).toEqual([
    'Records could not be written to /dev/full; the file is incomplete.',
    '',
  ]);
});

test('whoever can reach an open proxy beyond loopback can use it', async () => {
  const running = work.start(['proxy', '--host', '0.0.0.0']);
  expect(await running.line(/listens/)).toMatch(
    /^The proxy listens on 0\.0\.0\.0:\d+, and everybody may use it\. That is not loopback: whoever reaches it can use it\.$/,
  );
  running.process.kill('SIGINT');
  expect((await running.ended).status).toBe(0);
});
