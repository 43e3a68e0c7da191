import { afterEach, beforeEach, expect, test } from 'vitest';
import { rawClient } from '../fixtures/raw-client.ts';
import { collectRecords, type RecordCollection } from '../sinks/collect-records.ts';
import { AgentClient } from './agent-client.ts';
import { type ProxyWithAgent, startProxyWithAgent } from './proxy-agent.ts';
import { connectRemoteProxy, type RemoteProxy } from './remote-proxy.ts';

const token = 'a-token-of-enough-length';
const access = { kind: 'basic', username: 'user', password: 'pa55word' } as const;
let running: ProxyWithAgent;
let sink: RecordCollection;
let remote: RemoteProxy;
beforeEach(async () => {
  running = await startProxyWithAgent({ proxy: { name: 'deployed', access: { kind: 'open' } }, agent: { token } });
  sink = collectRecords();
  remote = await connectRemoteProxy({ agent: { ...running.agent.address, token }, sink });
});
afterEach(async () => {
  await remote[Symbol.asyncDispose]();
  await running[Symbol.asyncDispose]();
});

/** The status that a request gets; nobody listens where it is to go. */
async function statusWith(credentials?: string): Promise<string | undefined> {
  using client = await rawClient(running.proxy.address);
  const header = credentials && `Proxy-Authorization: Basic ${Buffer.from(credentials).toString('base64')}\r\n`;
  const answer = await client.send(`CONNECT 127.0.0.1:1 HTTP/1.1\r\nHost: a\r\n${header ?? ''}\r\n`).until('\r\n');
  return answer.split(' ')[1];
}

test('plays another role until it is reset', async () => {
  await remote.rename('guarded:8080');
  await remote.admit(access);
  expect(remote.name).toBe('guarded:8080');
  expect([await statusWith(), await statusWith('user:pa55word'), await statusWith('user:other')]).toEqual([
    '407',
    '502',
    '407',
  ]);
  await remote.settled();
  expect(sink.records.filter(({ type }) => type === 'request')).toMatchObject([
    { proxy: 'guarded:8080', credentials: 'absent' },
    { proxy: 'guarded:8080', credentials: 'valid' },
    { proxy: 'guarded:8080', credentials: 'invalid' },
  ]);
  expect(JSON.stringify(sink.records)).not.toContain('pa55word');
  await remote.reset();
  expect(await statusWith()).toBe('502');
  await remote.settled();
  expect(sink.records.findLast(({ type }) => type === 'request')).toMatchObject({ proxy: 'deployed' });
});

test.each([
  [
    { kind: 'basic', username: 'us:er', password: 'pa55word' },
    'username: a text of 1 to 512 characters without a colon is needed.',
  ],
  [{ kind: 'basic', username: 'pa55word' }, 'password: a text of 1 to 512 characters is needed.'],
  [{ kind: 'digest', username: 'pa55word' }, 'kind: one of open, basic is needed.'],
  [undefined, 'kind: one of open, basic is needed.'],
])('access %j is refused', async (body, problem) => {
  const client = new AgentClient({ ...running.agent.address, token });
  const refused = client.call('PUT', '/access', body);
  await expect(refused).rejects.toThrow(`answered 400: ${problem}`);
  await expect(refused).rejects.not.toThrow('pa55word');
});

test.each([{ name: '' }, { name: 7 }, 'name'])('name %j is refused', async (body) => {
  const client = new AgentClient({ ...running.agent.address, token });
  await expect(client.call('PUT', '/name', body)).rejects.toThrow(
    'answered 400: name: a text of 1 to 512 characters is needed.',
  );
});
