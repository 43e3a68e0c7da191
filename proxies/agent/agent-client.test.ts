import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, vi } from 'vitest';
import { AgentClient } from './agent-client.ts';

/** What a client says of something that listens in an agent's place. */
async function said(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { address: host, port } = server.address() as AddressInfo;
  const asked = new AgentClient({ host, port, token: 'test-token-of-32-characters-9f3a' }).call('GET', '/witness');
  const error: Error = await asked.then(
    () => new Error('It answered.'),
    (reason) => reason,
  );
  server.close();
  return `${error.name}: ${error.message.replace(String(port), 'PORT')}`;
}

const NONE = 'AgentError: What listens at 127.0.0.1:PORT is no agent.';

test('what is no agent is said to be none, whatever it answers', async () => {
  expect(await said((_, answer) => answer.end('<html>'))).toBe(NONE);
  expect(await said((_, answer) => answer.writeHead(404).end('<html>'))).toBe(NONE);
  expect(await said((_, answer) => answer.writeHead(403).end('{"message": "No."}'))).toBe(NONE);
  expect(await said((_, answer) => answer.writeHead(403).end('null'))).toBe(NONE);
});

test('an agent that ends in the middle of an answer has not answered', async () => {
  const broken: RequestListener = (_, answer) => {
    answer.write('{"kind":', () => answer.destroy());
  };
  expect(await said(broken)).toBe('AgentError: The agent at 127.0.0.1:PORT did not answer (ECONNRESET).');
});

test('an agent that is paused has not answered in time', async () => {
  const limit = new AbortController();
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(limit.signal);
  const paused: RequestListener = () => limit.abort(new DOMException('It took too long.', 'TimeoutError'));
  try {
    expect(await said(paused)).toBe('AgentError: The agent at 127.0.0.1:PORT did not answer in time.');
  } finally {
    timeout.mockRestore();
  }
});
