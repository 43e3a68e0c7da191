import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { carryOut } from './proxy-process.ts';

/** The cheapest origin there is, so that the proxies are what is measured: `GET /<bytes>` gets that many bytes. */
const HEAD = Buffer.from('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n');
const CHUNK = Buffer.alloc(64 * 1024);

const server = createServer({ noDelay: true }, (socket) => {
  socket.once('data', (request) => {
    socket.write(HEAD);
    send(socket, Number(request.toString('latin1', 'GET /'.length, request.indexOf(' HTTP/'))));
  });
  // A client that goes away is no matter.
  socket.on('error', () => socket.destroy());
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
carryOut({ port: () => (server.address() as AddressInfo).port });

function send(socket: Socket, bytes: number): void {
  let left = bytes;
  while (left > CHUNK.length) {
    left -= CHUNK.length;
    if (!socket.write(CHUNK)) {
      socket.once('drain', () => send(socket, left));
      return;
    }
  }
  socket.end(CHUNK.subarray(0, left));
}
