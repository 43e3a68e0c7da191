import { afterEach, beforeEach, expect, test } from 'vitest';
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
afterEach(() => agent[Symbol.asyncDispose]());

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
  const killed = await hold('run-a', 0.2);
  const broken = new Promise((resolve) => {
    void followRecords(client(killed.token), () => undefined, resolve);
  });
  await freed;
  expect(await broken).toMatchObject({ code: 'ERR_AGENT_RECORDS_LOST' });
  expect((await hold('run-b')).token).not.toBe(killed.token);
});

test('renewing keeps it', async () => {
  const held = await hold('run-a', 0.3);
  // Each renewal takes a moment; together they take longer than the hold itself.
  for (const start = performance.now(); performance.now() - start < 600; ) {
    await client(held.token).call('PUT', '/hold');
  }
  expect(resets).toBe(1);
});

test.each([undefined, {}, { run: 'a b' }, { run: 1 }])('%j names no run', async (body) => {
  await expect(client().call('POST', '/hold', body)).rejects.toThrow(/400: run: the id of a run is needed\.$/);
});

test.each([0, 31, '9'])('%j seconds are refused', async (seconds) => {
  await expect(client().call('POST', '/hold', { run: 'a', seconds })).rejects.toThrow(
    /400: seconds: a number up to 30 is needed\.$/,
  );
});
