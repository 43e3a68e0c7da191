import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { EndRecord, SocketAddress } from '../../proxies/index.ts';
import { AUTHORIZATION, presentSubject, sink } from './proxy-subject.ts';

/** The shortest CONNECT proxy on Node's own HTTP server that asks for credentials and writes the records that ours does. */
let sequence = 0;
let exchanges = 0;
const server = createServer();
server.on('connect', (request, client, head) => {
  const authority = request.url ?? '';
  const startedAt = performance.now();
  if (request.headers['proxy-authorization'] !== AUTHORIZATION) {
    client.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="benchmark"\r\n\r\n');
    return;
  }
  const { hostname, port } = new URL(`http://${authority}`);
  const exchange = ++exchanges;
  const upstream = connect({ host: hostname, port: Number(port), noDelay: true, allowHalfOpen: true }, () => {
    sink.write({
      type: 'request',
      proxy: 'benchmark',
      sequence: ++sequence,
      exchange,
      at: performance.timeOrigin + performance.now(),
      client: endOf(request.socket.remoteAddress, request.socket.remotePort),
      kind: 'tunnel',
      method: 'CONNECT',
      authority,
      credentials: 'valid',
      outcome: 'established',
      upstream: {
        local: endOf(upstream.localAddress, upstream.localPort),
        remote: endOf(upstream.remoteAddress, upstream.remotePort),
      },
    });
    client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    if (head.length > 0) upstream.write(head);
    client.pipe(upstream);
    upstream.pipe(client);
  });
  let closedBy: EndRecord['closedBy'] | undefined;
  client.on('end', () => {
    closedBy ??= 'client';
  });
  upstream.on('end', () => {
    closedBy ??= 'upstream';
  });
  client.on('close', () => {
    sink.write({
      type: 'end',
      proxy: 'benchmark',
      sequence: ++sequence,
      exchange,
      at: performance.timeOrigin + performance.now(),
      bytesUp: upstream.bytesWritten,
      bytesDown: upstream.bytesRead,
      durationMilliseconds: performance.now() - startedAt,
      closedBy: closedBy ?? 'error',
    });
  });
  client.on('error', () => upstream.destroy());
  upstream.on('error', () => client.destroy());
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
presentSubject((server.address() as AddressInfo).port);

function endOf(address = '', port = 0): SocketAddress {
  return { address, port };
}
