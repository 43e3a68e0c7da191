import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { connect as tlsConnect } from 'node:tls';
import { generateCACertificate, getLocal } from 'mockttp';
import { expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { httpOrigin } from './fixtures/origins.ts';
import { scene } from './fixtures/scene.ts';

/** Opens a tunnel as Node's own HTTP client does. */
async function tunnel(proxy: { host: string; port: number }, authority: string): Promise<Socket> {
  const request = httpRequest({ ...proxy, method: 'CONNECT', path: authority }).end();
  const [response, socket] = (await once(request, 'connect')) as [IncomingMessage, Socket];
  expect(response.statusCode).toBe(200);
  return socket;
}

test('TLS through a tunnel, to an origin that sees one connection: ours', async () => {
  const origin = getLocal({ https: await generateCACertificate(), http2: true });
  await origin.start();
  try {
    const seen = await origin.forGet('/marker').thenReply(200, 'over TLS');
    await using s = await scene({ dial: () => ({ host: '127.0.0.1', port: origin.port }) });
    const socket = await tunnel(s.proxy.address, 'api.a.test:443');
    const secure = tlsConnect({ socket, servername: 'api.a.test', rejectUnauthorized: false });
    secure.end('GET /marker HTTP/1.1\r\nHost: api.a.test\r\nConnection: close\r\n\r\n');
    let answer = '';
    secure.on('data', (chunk) => {
      answer += chunk;
    });
    await once(secure, 'end');
    expect(answer).toContain('over TLS');
    const [request] = await seen.getSeenRequests();
    const { upstream } = await s.request(1);
    expect(request?.remotePort).toBe(upstream?.local.port);
  } finally {
    await origin.stop();
  }
});

test('a WebSocket through a tunnel and through a forwarded upgrade', async () => {
  await using origin = await httpOrigin((_request, response) => response.end());
  const sockets = new WebSocketServer({ server: origin.server });
  sockets.on('connection', (socket) => socket.on('message', (data, binary) => socket.send(data, { binary })));
  await using s = await scene({ dial: () => origin });

  const throughTunnel = await tunnel(s.proxy.address, 'a.test:80');
  const tunnelled = new WebSocket('ws://a.test/', { createConnection: () => throughTunnel });
  const forwarded = new WebSocket('ws://a.test/', {
    createConnection: () => connect(s.proxy.address),
    finishRequest: (request) => {
      request.path = 'http://a.test/';
      request.end();
    },
  });
  const payload = Buffer.alloc(300_000, 7);
  const exchange = async (socket: WebSocket) => {
    await once(socket, 'open');
    socket.send(payload);
    const [echoed] = await once(socket, 'message');
    expect(payload.equals(echoed)).toBe(true);
    socket.close(1000);
    await once(socket, 'close');
  };
  await Promise.all([exchange(tunnelled), exchange(forwarded)]);
  expect([(await s.request(1)).kind, (await s.request(2)).kind]).toEqual(['tunnel', 'forward']);
});
