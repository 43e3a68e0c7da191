import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

/**
 * What a container runs to witness whatever reaches it: a line of standard output for each connection and each packet.
 * LISTEN says where, as `tcp:0.0.0.0:80,udp:0.0.0.0:443`.
 */
const ANSWER = 'HTTP/1.1 200 OK\r\naccess-control-allow-origin: *\r\ncontent-length: 0\r\nconnection: close\r\n\r\n';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

for (const place of (process.env['LISTEN'] ?? '').split(',')) {
  const [kind, host, port] = place.split(':');
  if (kind === 'tcp') {
    createServer((socket) => {
      say(`seen ${place} from ${socket.remoteAddress}`);
      socket.on('error', () => undefined).end(ANSWER);
    }).listen(Number(port), host, () => say(`listening ${place}`));
  } else {
    createSocket('udp4', (_, { address }) => say(`seen ${place} from ${address}`)).bind(Number(port), host, () =>
      say(`listening ${place}`),
    );
  }
}
process.once('SIGTERM', () => process.exit());
