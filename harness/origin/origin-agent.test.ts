import { request } from 'node:http';
import { expect, test } from 'vitest';
import { AgentClient } from '../../proxies/agent/agent-client.ts';
import type { OriginSighting } from '../evidence/sightings.ts';
import { startOriginWithAgent } from './origin-agent.ts';
import { connectRemoteOrigin } from './remote-origin.ts';

const token = 'a-token-of-enough-length';

test('an origin by its agent: the same sightings, and headers that hold a canary', async () => {
  await using running = await startOriginWithAgent({ origin: {}, agent: { token } });
  const sightings: OriginSighting[] = [];
  const options = { agent: { ...running.agent.address, token }, canaries: ['pa55word'] };
  await using origin = await connectRemoteOrigin({ ...options, onSighting: (seen) => sightings.push(seen) });
  expect(origin.address).toEqual(running.origin.address);
  expect(origin.publicKeyHash).toBe(running.origin.publicKeyHash);

  const { address: host, port } = origin.address;
  const localPort = await new Promise((resolve, reject) => {
    const sent = request({ host, port, path: '/.acpc-probe/abc-1', headers: { 'x-note': 'it is pa55word!' } });
    sent.on('response', (answer) => {
      const peer = sent.socket?.localPort;
      answer.resume().on('end', () => resolve(peer));
    });
    sent.on('error', reject).end();
  });
  await origin.settled();
  expect(sightings).toMatchObject([
    { witness: 'origin', marker: 'abc-1', scheme: 'http', peer: { port: localPort }, leakedHeaders: ['x-note'] },
  ]);
  expect(JSON.stringify(sightings)).not.toContain('pa55word');
});

test.each([['text'], [['a', '']], [[1]], [undefined]])('canaries %j are refused', async (canaries) => {
  await using running = await startOriginWithAgent({ origin: {}, agent: { token } });
  const client = new AgentClient({ ...running.agent.address, token });
  await expect(client.call('PUT', '/canaries', canaries)).rejects.toMatchObject({
    code: 'ERR_AGENT_REFUSED',
    message: expect.stringMatching(/ answered 400: A list of texts is needed\.$/),
  });
});
