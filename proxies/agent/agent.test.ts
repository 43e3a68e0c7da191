import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { type Agent, startAgent } from './agent.ts';
import { AgentClient } from './agent-client.ts';
import { Backlog } from './backlog.ts';
import { followRecords } from './follow-records.ts';

const token = 'a-token-of-enough-length';
let backlog: Backlog;
let agent: Agent;
beforeEach(async () => {
  backlog = new Backlog(3);
  agent = await startAgent({ token, backlog, routes: { 'PUT /echo': (body) => body } });
});
afterEach(() => agent[Symbol.asyncDispose]());

/** One request and the whole answer, as `status body`. */
async function ask(method: string, path: string, authorization = `Bearer ${token}`, body = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = authorization === '' ? {} : { authorization };
    request({ ...agent.address, method, path, headers, agent: false }, (answer) => {
      text(answer).then((read) => resolve(`${answer.statusCode} ${read}`), reject);
    })
      .on('error', reject)
      .end(body);
  });
}

test('listens on loopback unless told otherwise', () => {
  expect(agent.address.host).toBe('127.0.0.1');
});

test('says that it lives to everybody', async () => {
  expect(await ask('GET', '/health', '')).toBe('200 {"status":"ok"}');
});

test.each(['', 'Bearer', 'Bearer wrong', `Basic ${token}`, `Bearer ${token}x`, `Bearer ${'x'.repeat(2_000)}`])(
  'tells nothing to whoever shows %j',
  async (authorization) => {
    for (const path of ['/status', '/records', '/echo', '/nothing']) {
      const answer = '401 {"problem":"A bearer token is needed, and it must be the right one."}';
      expect(await ask('GET', path, authorization)).toBe(answer);
    }
  },
);

test('answers what it cannot do with the reason', async () => {
  expect(await ask('GET', '/echo')).toBe('404 {"problem":"There is no GET /echo here."}');
  expect(await ask('PUT', '/echo', undefined, '{"half":')).toBe('400 {"problem":"The body is no JSON."}');
  expect(await ask('PUT', '/echo', undefined, ' '.repeat(70_000))).toBe(
    '413 {"problem":"The body is larger than 65536 bytes."}',
  );
  expect(await ask('GET', '/records?after=-1')).toBe('400 {"problem":"after: the number of a record is needed."}');
  expect(await ask('GET', '/records?after=1')).toBe('400 {"problem":"after: there are only 0 records."}');
});

test('gives the records after a number, and says when they are gone', async () => {
  for (const n of [1, 2, 3, 4, 5]) backlog.append(`${n}\n`);
  expect(await ask('GET', '/records?after=3')).toBe('200 4\n5\n');
  expect(await ask('GET', '/status')).toBe('200 {"last":5}');
  backlog.append('6\n');
  expect(await ask('GET', '/records?after=2')).toBe(
    '410 {"problem":"Records after 2 are no longer kept; those after 3 are."}',
  );
  expect(await ask('GET', '/records?after=3')).toBe('200 4\n5\n6\n');
  expect(await ask('GET', '/records')).toBe('200 4\n5\n6\n');
  backlog.forget();
  expect(await ask('GET', '/records?after=5')).toBe(
    '410 {"problem":"Records after 5 are no longer kept; those after 6 are."}',
  );
  expect(await ask('GET', '/records?after=6')).toBe('200 ');
  expect(await ask('GET', '/records')).toBe('200 ');
});

test('streams what comes to whoever follows, until the agent goes', async () => {
  backlog.append('1\n');
  const seen: unknown[] = [];
  let breaks: (reason: unknown) => void = () => undefined;
  const broken = new Promise((resolve) => {
    breaks = resolve;
  });
  const client = new AgentClient({ ...agent.address, token });
  await using following = await followRecords(client, (record) => seen.push(record), breaks);
  backlog.append('2\n');
  await following.settled();
  expect(seen).toEqual([1, 2]);
  await agent[Symbol.asyncDispose]();
  expect(await broken).toMatchObject({
    code: 'ERR_AGENT_RECORDS_LOST',
    message: 'The stream of records broke off after 2.',
  });
  await expect(following.settled()).rejects.toMatchObject({ code: 'ERR_AGENT_UNREACHABLE' });
  agent = await startAgent({ token, backlog, routes: {} });
});

test('a lease ends when nobody follows, not before', async () => {
  // Sockets have timers of their own.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const expired = vi.fn();
  const lease = { milliseconds: 1_000, expired };
  await using leased = await startAgent({ token, backlog, routes: {}, lease });
  vi.advanceTimersByTime(999);
  {
    await using following = await followRecords(new AgentClient({ ...leased.address, token }), () => undefined);
    vi.advanceTimersByTime(10_000);
    await following.settled();
    expect(expired).not.toHaveBeenCalled();
  }
  // The agent hears of it when the connection is closed.
  while (vi.getTimerCount() === 0) await setImmediate();
  vi.advanceTimersByTime(999);
  expect(expired).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(expired).toHaveBeenCalledOnce();
});
