import { expect, test } from 'vitest';
import { httpOrigin, tcpOrigin } from './fixtures/origins.ts';
import { scene } from './fixtures/scene.ts';

test('an upgrade becomes a tunnel, with what came early on either side', async () => {
  await using origin = await tcpOrigin((socket) => {
    socket.setEncoding('latin1').once('data', (head: string) => {
      const upgrade = /^Connection: Upgrade\r\nUpgrade: websocket\r\n/m.test(head) ? 'websocket' : 'none';
      socket.write(
        `HTTP/1.1 101 Switching\r\nUpgrade: ${upgrade}\r\nConnection: upgrade\r\nX-A: 1\r\n\r\nserver first`,
      );
      socket.pipe(socket);
    });
  });
  await using s = await scene({ dial: () => origin });
  using client = await s.client();
  client.send('GET http://a.test/chat HTTP/1.1\r\nHost: a.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  expect(await client.until('\r\n\r\n')).toBe(
    'HTTP/1.1 101 Switching\r\nX-A: 1\r\nVia: 1.1 proxy-a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
  );
  await client.until('server first');
  await client.send('ping').until('ping');
  await client.finish('pong').rest();
  expect(await s.request(1)).toMatchObject({ kind: 'forward', outcome: 'established' });
  expect(await s.end(1)).toMatchObject({ bytesUp: 8, bytesDown: 20, closedBy: 'client' });
});

test('an upgrade that the destination declines is answered, and the connection closes', async () => {
  await using origin = await httpOrigin((_request, response) => response.writeHead(426).end('x'.repeat(300_000)));
  await using s = await scene({ dial: () => origin });
  using client = await s.client();
  client.send('GET http://a.test/ HTTP/1.1\r\nHost: a.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  const answer = await client.rest();
  expect(answer).toMatch(/^HTTP\/1\.1 426 Upgrade Required\r\n/);
  expect(answer.match(/x/g)?.length).toBeGreaterThanOrEqual(300_000);
  expect(await s.end(1)).toMatchObject({ bytesDown: 300_000, closedBy: 'upstream' });
});
