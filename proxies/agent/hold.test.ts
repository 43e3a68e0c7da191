import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Agent, startAgent } from './agent.ts';
import { AgentClient } from './agent-client.ts';
import { Backlog } from './backlog.ts';
import { followRecords } from './follow-records.ts';

const token = 'a-token-of-enough-length';
let backlog: Backlog;
let agent: Agent;
let resets: number;
let wasReset: () => void;
beforeEach(async () => {
  backlog = new Backlog();
  resets = 0;
  wasReset = () => undefined;
  const reset = (): void => {
    resets++;
    wasReset();
  };
  agent = await startAgent({ token, backlog, routes: { 'PUT /echo': (body) => body }, reset });
});
afterEach(async () => {
  vi.useRealTimers();
  await agent[Symbol.asyncDispose]();
});

/** From now on time is what the test makes of it; sockets have timers of their own. */
const stopTime = () => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });

const client = (shown = token) => new AgentClient({ ...agent.address, token: shown });

async function hold(run: string, seconds?: number): Promise<{ token: string; last: number }> {
  return (await client().call('POST', '/hold', { run, seconds })) as { token: string; last: number };
}

test('belongs to whoever holds it, and is reset before and after', async () => {
  backlog.append('1\n');
  const held = await hold('run-a');
  expect([held.last, resets]).toEqual([1, 1]);
  const holder = client(held.token);
  expect(await holder.call('PUT', '/echo', 1)).toBe(1);
  for (const [method, path] of [
    ['PUT', '/echo'],
    ['POST', '/hold'],
    ['DELETE', '/hold'],
    ['POST', '/reset'],
    ['GET', '/records'],
  ] as const) {
    await expect(client().call(method, path, method === 'POST' ? { run: 'run-b' } : undefined)).rejects.toThrow(
      / answered 409: Run run-a has it since \d{4}-\d\d-\d\dT[\d:.]+Z\. It is free when that run has ended, or 30 seconds after it was killed\.$/,
    );
  }
  expect(await client().call('GET', '/status')).toEqual({ last: 1 });
  await holder.call('DELETE', '/hold');
  expect(resets).toBe(2);
  await expect(holder.call('PUT', '/echo', 1)).rejects.toThrow(
    / answered 409: The hold is over: it was given back, or not renewed in time\.$/,
  );
  expect(await client().call('PUT', '/echo', 2)).toBe(2);
});

test('a run that says nothing more frees it, and hears nothing more', async () => {
  const freed = new Promise<void>((resolve) => {
    wasReset = () => resets === 2 && resolve();
  });
  stopTime();
  const killed = await hold('run-a', 10);
  let breaks: (reason: unknown) => void = () => undefined;
  const broken = new Promise((resolve) => {
    breaks = resolve;
  });
  await followRecords(client(killed.token), () => undefined, breaks);
  vi.advanceTimersByTime(9_999);
  expect(resets).toBe(1);
  vi.advanceTimersByTime(1);
  await freed;
  expect(await broken).toMatchObject({ code: 'ERR_AGENT_RECORDS_LOST' });
  expect((await hold('run-b')).token).not.toBe(killed.token);
});

test('renewing keeps it', async () => {
  stopTime();
  const held = await hold('run-a', 10);
  for (let times = 0; times < 3; times++) {
    vi.advanceTimersByTime(9_999);
    await client(held.token).call('PUT', '/hold');
  }
  expect(resets).toBe(1);
  vi.advanceTimersByTime(10_000);
  expect(resets).toBe(2);
});

test.each([undefined, {}, { run: 'a b' }, { run: 1 }])('%j names no run', async (body) => {
  await expect(client().call('POST', '/hold', body)).rejects.toThrow(/400: run: the id of a run is needed\.$/);
});

test.each([0, 31, '9'])('%j seconds are refused', async (seconds) => {
  await expect(client().call('POST', '/hold', { run: 'a', seconds })).rejects.toThrow(
    /400: seconds: a number up to 30 is needed\.$/,
  );
});
