import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { presentSubject } from './proxy-subject.ts';

/**
 * No proxy but a relay: it believes the head, asks for nothing, limits nothing and writes nothing down. What it costs is what
 * `node:net` and the system cost, so no proxy on `node:net` is faster. How far it is above the others says how far anything
 * can be on this machine.
 */
const ESTABLISHED = Buffer.from('HTTP/1.1 200 Connection Established\r\n\r\n');

const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
  let upstream: Socket | undefined;
  client.on('data', (chunk: Buffer) => {
    if (upstream) upstream.write(chunk);
    else upstream = relay(client, chunk.toString('latin1', 'CONNECT '.length, chunk.indexOf(' HTTP/')));
  });
  client.on('end', () => upstream?.destroy());
  client.on('error', () => upstream?.destroy());
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
presentSubject((server.address() as AddressInfo).port);

function relay(client: Socket, authority: string): Socket {
  const [host = '', port] = authority.split(':');
  const upstream = connect({ host, port: Number(port), allowHalfOpen: true, noDelay: true });
  upstream.on('connect', () => client.write(ESTABLISHED));
  upstream.on('data', (chunk: Buffer) => client.write(chunk));
  upstream.on('end', () => client.end());
  upstream.on('error', () => client.destroy());
  return upstream;
}
