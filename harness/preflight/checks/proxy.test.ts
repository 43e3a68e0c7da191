import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { takeClosedPort } from '../../conformance/cases/closed-port.ts';
import { proxyCheck } from './proxy.ts';

function look(server: string, port: number, connect: boolean) {
  const check = proxyCheck({ proxies: [{ externalProxy: { server, port } }] }, 0);
  expect(check.id).toBe(`proxy ${server}:${port}`);
  return check.examine({ environment: {}, nodeVersion: '', connect, identity: false });
}

test('one that listens, and one that does not; nobody connects unasked', async () => {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.resume();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  const says = 'Not contacted: --connect looks its name up and connects to its port.';
  expect(await look('127.0.0.1', port, false)).toEqual({ state: 'note', says });
  expect(connections).toBe(0);
  expect(await look('127.0.0.1', port, true)).toEqual({
    state: 'ok',
    says: `127.0.0.1 accepts connections on port ${port}`,
  });
  server.close();

  using closed = await takeClosedPort();
  expect(await look(closed.address.host, closed.address.port, true)).toEqual({
    state: 'missing',
    says: `127.0.0.1 refuses connections on port ${closed.address.port}.`,
    fix: 'Start it, or open the way to it; the service has to reach it as well.',
  });
});

test('a name that nobody knows', async () => {
  expect(await look('proxy.invalid', 3128, true)).toEqual({
    state: 'missing',
    says: 'The name proxy.invalid is not known here.',
    fix: 'Correct the name; one that only your VPC knows is for browsers in that VPC.',
  });
});
