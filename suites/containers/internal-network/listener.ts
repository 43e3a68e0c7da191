import { createServer } from 'node:net';

/**
 * What a container runs to witness who connects: a line of standard output for each. LISTEN says where, as
 * `127.0.0.1:8081`.
 */
const ANSWER = 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n';

const [host, port] = (process.env['LISTEN'] ?? '').split(':');
createServer((socket) => {
  process.stdout.write(`from ${socket.remoteAddress}\n`);
  socket.on('error', () => undefined).end(ANSWER);
}).listen(Number(port), host, () => process.stdout.write('listening\n'));
process.once('SIGTERM', () => process.exit());
