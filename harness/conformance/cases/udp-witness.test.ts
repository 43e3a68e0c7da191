import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { expect, test, vi } from 'vitest';
import { openUdpWitness } from './udp-witness.ts';

test('counts the packets that arrive', async () => {
  await using witness = await openUdpWitness();
  expect(witness.packets).toBe(0);
  const socket = createSocket('udp4');
  socket.send('hello', witness.port, '127.0.0.1');
  await vi.waitUntil(() => witness.packets === 1);
  const closed = once(socket, 'close');
  socket.close();
  await closed;
});
