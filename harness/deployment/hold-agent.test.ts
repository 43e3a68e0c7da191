import { expect, test } from 'vitest';
import { startAgent } from '../../proxies/agent/agent.ts';
import { AgentClient } from '../../proxies/agent/agent-client.ts';
import { Backlog } from '../../proxies/agent/backlog.ts';
import { holdAgent } from './hold-agent.ts';

const token = 'a-token-of-enough-length';
const HOUR = 3_600_000;
const MINUTE = 60_000;

test('says how far the clock of the witness is ahead', async () => {
  const routes = { 'GET /clock': () => ({ now: Date.now() + HOUR }) };
  await using agent = await startAgent({ token, backlog: new Backlog(), routes });
  await using held = await holdAgent({ ...agent.address, token }, 'origin', 'run-a');
  expect(Math.abs(held.ahead - HOUR)).toBeLessThan(MINUTE);
});

test('a clock that does not answer leaves nothing held', async () => {
  const routes = {
    'GET /clock': () => {
      throw new Error('no clock');
    },
  };
  await using agent = await startAgent({ token, backlog: new Backlog(), routes });
  const location = { ...agent.address, token };
  await expect(holdAgent(location, 'proxies[2]', 'run-a')).rejects.toMatchObject({
    code: 'ERR_DEPLOYMENT',
    message: `proxies[2]: The agent at 127.0.0.1:${agent.address.port} answered 500: The agent failed.`,
  });
  expect(await new AgentClient(location).call('GET', '/hold')).toEqual({});
});
