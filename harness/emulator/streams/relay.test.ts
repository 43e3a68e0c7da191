import { once } from 'node:events';
import { expect, it, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { relay } from './relay.ts';

/** Two ends of one connection. */
async function pair(): Promise<readonly [WebSocket, WebSocket] & AsyncDisposable> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const address = server.address();
  if (typeof address === 'string' || address === null) throw new Error('no port');
  const client = new WebSocket(`ws://127.0.0.1:${address.port}`, { perMessageDeflate: false });
  const [[accepted]] = await Promise.all([once(server, 'connection'), once(client, 'open')]);
  const ends: readonly [WebSocket, WebSocket] = [client, accepted];
  return Object.assign(ends, {
    async [Symbol.asyncDispose]() {
      for (const end of ends) end.terminate();
      server.close();
    },
  });
}

it('does not read from one side while the other one cannot keep up, and loses nothing', async () => {
  await using left = await pair();
  await using right = await pair();
  const [sender, from] = left;
  const [to, receiver] = right;
  relay(from, to);

  const message = Buffer.alloc(256 * 1024);
  // 40 MiB: more than the buffers of two loopback connections take.
  const count = 160;
  receiver.pause();
  const paused = new Promise<void>((resolve) => {
    const pause = from.pause.bind(from);
    vi.spyOn(from, 'pause').mockImplementation(() => {
      pause();
      resolve();
    });
  });
  for (let index = 0; index < count; index += 1) {
    message.writeUInt32BE(index);
    sender.send(Buffer.from(message));
  }
  await paused;
  // What waits is the limit and the message that went over it.
  expect(to.bufferedAmount).toBeLessThanOrEqual(1024 * 1024 + 2 * message.length);

  const arrived: number[] = [];
  const all = new Promise<void>((resolve) => {
    receiver.on('message', (data: Buffer) => {
      arrived.push(data.readUInt32BE());
      if (arrived.length === count) resolve();
    });
  });
  receiver.resume();
  await all;
  expect(arrived).toEqual(Array.from({ length: count }, (_, index) => index));
  expect(from.isPaused).toBe(false);
});

it('lets a side go that was not being read, when the other one has gone', async () => {
  await using left = await pair();
  await using right = await pair();
  const [sender, from] = left;
  const [to, receiver] = right;
  relay(from, to);
  receiver.pause();
  const paused = new Promise<void>((resolve) => {
    const pause = from.pause.bind(from);
    vi.spyOn(from, 'pause').mockImplementation(() => {
      pause();
      resolve();
    });
  });
  const message = Buffer.alloc(1024 * 1024);
  for (let index = 0; index < 40; index += 1) sender.send(message);
  await paused;
  const closed = once(sender, 'close');
  receiver.close(4000, 'enough');
  receiver.resume();
  expect((await closed).map(String)).toEqual(['4000', 'enough']);
});
