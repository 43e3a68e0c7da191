import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import net, { type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';
import { type Access, type Behaviour, collectRecords, startInstrumentedProxy } from '../../../proxies/index.ts';
import type { RequestRecord } from '../../../proxies/record.ts';
import { startEgressRouter } from './egress-router.ts';

const ARN = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:corp-AbCdEf';
const credentials = { username: 'corp-user', password: 'corp-Passw0rd!' };

const cleanUp: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of cleanUp.splice(0).reverse()) await one[Symbol.asyncDispose]();
});

function use<Resource extends AsyncDisposable>(resource: Resource): Resource {
  cleanUp.push(resource);
  return resource;
}

/** A web server that says what it got; its port stands for every host. */
async function startServer(): Promise<number> {
  const server = http.createServer((request, response) => {
    response.setHeader('x-seen', JSON.stringify(request.rawHeaders));
    request.pipe(response);
    if (request.method === 'GET') response.end(`${request.headers.host} ${request.url}`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  use({
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  });
  return (server.address() as AddressInfo).port;
}

/** A router in front of one proxy for `.corp.test`; everything else goes direct. */
async function setUp(options: { access?: Access; behaviour?: Behaviour; withCredentials?: boolean } = {}) {
  const port = await startServer();
  const dial = () => ({ host: '127.0.0.1', port });
  const records = collectRecords();
  const proxy = use(
    await startInstrumentedProxy({
      name: 'corp',
      sink: records,
      access: options.access ?? { kind: 'open' },
      dial,
      ...(options.behaviour === undefined ? {} : { behaviour: options.behaviour }),
    }),
  );
  const router = use(await startEgressRouter({ dial }));
  const basic = options.withCredentials ? { credentials: { basicAuth: { secretArn: ARN } } } : {};
  router.configure({
    proxyConfiguration: {
      proxies: [
        {
          externalProxy: {
            server: proxy.address.host,
            port: proxy.address.port,
            domainPatterns: ['.corp.test'],
            ...basic,
          },
        },
      ],
    },
    credentials: new Map(options.withCredentials ? [[ARN, credentials]] : []),
  });
  const requests = () => records.records.filter((record): record is RequestRecord => record.type === 'request');
  return { router, requests, proxy };
}

async function get(
  port: number,
  url: string,
): Promise<{ status: number; body: string; headers: IncomingMessage['rawHeaders'] }> {
  const request = http
    .request({ host: '127.0.0.1', port, path: url, headers: { host: new URL(url).host }, agent: false })
    .end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, body: await text(response), headers: response.rawHeaders };
}

async function connect(port: number, authority: string): Promise<{ head: string; socket: Socket }> {
  const socket = net.connect({ host: '127.0.0.1', port, allowHalfOpen: true });
  use({
    async [Symbol.asyncDispose]() {
      socket.destroy();
    },
  });
  socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n\r\n`);
  const [chunk] = (await once(socket, 'data')) as [Buffer];
  return { head: chunk.toString('latin1'), socket };
}

describe('a host of the proxy', () => {
  test('is forwarded to it with its credentials, unasked', async () => {
    const { router, requests } = await setUp({ access: { kind: 'basic', ...credentials }, withCredentials: true });
    expect(await get(router.port, 'http://www.corp.test/a?b=c')).toMatchObject({
      status: 200,
      body: 'www.corp.test /a?b=c',
    });
    expect(requests()).toMatchObject([
      { kind: 'forward', authority: 'www.corp.test:80', credentials: 'valid', outcome: 'established' },
    ]);
  });

  test('is tunnelled to it with its credentials, unasked', async () => {
    const { router, requests } = await setUp({ access: { kind: 'basic', ...credentials }, withCredentials: true });
    const { head, socket } = await connect(router.port, 'www.corp.test:443');
    expect(head).toBe('HTTP/1.1 200 Connection established\r\n\r\n');
    socket.end('GET /x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n');
    expect(await text(socket)).toContain('h /x');
    expect(requests()).toMatchObject([{ kind: 'tunnel', authority: 'www.corp.test:443', credentials: 'valid' }]);
  });
});

test('other hosts never touch the proxy, and its credentials never reach them', async () => {
  const { router, requests } = await setUp({ withCredentials: true });
  const { status, body, headers } = await get(router.port, 'http://example.org/');
  expect({ status, body }).toEqual({ status: 200, body: 'example.org /' });
  expect(headers.join()).not.toMatch(/proxy-authorization/i);
  const { head } = await connect(router.port, 'example.org:443');
  expect(head).toContain('200');
  expect(requests()).toEqual([]);
});

describe('when the proxy asks for other credentials', () => {
  test('a tunnel is refused with a challenge of the router’s own, after one attempt', async () => {
    const { router, requests } = await setUp({
      access: { kind: 'basic', username: 'a', password: 'b', realm: 'secret realm' },
      withCredentials: true,
    });
    const { head } = await connect(router.port, 'www.corp.test:443');
    expect(head).toBe(
      'HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic realm="proxy"\r\ncontent-length: 0\r\n\r\n',
    );
    expect(requests()).toMatchObject([{ outcome: 'authentication-required', credentials: 'invalid' }]);
  });

  test('a page gets an empty 407, which the browser shows as its own error page', async () => {
    const { router, requests } = await setUp({ access: { kind: 'basic', username: 'a', password: 'b' } });
    const { status, body, headers } = await get(router.port, 'http://www.corp.test/');
    expect({ status, body }).toEqual({ status: 407, body: '' });
    expect(headers.join()).not.toMatch(/proxy-authenticate/i);
    expect(requests()).toHaveLength(1);
  });
});

describe.each<Behaviour>([{ kind: 'refuse' }, { kind: 'reset-after-request' }, { kind: 'close-after-request' }])(
  'when the proxy fails: $kind',
  (behaviour) => {
    test('a page gets an empty 502 after one attempt, and no other route is taken', async () => {
      const { router, requests } = await setUp({ behaviour });
      expect(await get(router.port, 'http://www.corp.test/')).toMatchObject({ status: 502, body: '' });
      expect(requests()).toHaveLength(1);
    });

    test('a tunnel gets 502 after one attempt, and no other route is taken', async () => {
      const { router, requests } = await setUp({ behaviour });
      expect((await connect(router.port, 'www.corp.test:443')).head).toContain('502');
      expect(requests()).toHaveLength(1);
    });
  },
);

test('a proxy that answers CONNECT with an error gives 502', async () => {
  const { router } = await setUp({ behaviour: { kind: 'respond', status: 403 } });
  expect((await connect(router.port, 'www.corp.test:443')).head).toContain('502');
});

test('a proxy’s error answer to a plain-HTTP request is passed on after one attempt', async () => {
  const { router, requests } = await setUp({ behaviour: { kind: 'respond', status: 503, body: 'not today' } });
  expect(await get(router.port, 'http://www.corp.test/')).toMatchObject({ status: 503, body: 'not today\n' });
  expect(requests()).toHaveLength(1);
});

test('nothing gets through before the router is configured', async () => {
  const router = use(await startEgressRouter());
  expect(await get(router.port, 'http://example.org/')).toMatchObject({ status: 503, body: '' });
  expect((await connect(router.port, 'example.org:443')).head).toContain('503');
});

test('a POST body travels to the proxy once and whole', async () => {
  const { router } = await setUp();
  const request = http.request({
    host: '127.0.0.1',
    port: router.port,
    method: 'POST',
    path: 'http://www.corp.test/',
    agent: false,
  });
  const body = 'x'.repeat(200_000);
  request.end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  expect(await text(response)).toBe(body);
});

test.each(['no-port', 'user@host:443', 'host:99999', '[::1:443'])('CONNECT %s is refused', async (authority) => {
  const { router, requests } = await setUp();
  expect((await connect(router.port, authority)).head).toContain('400');
  expect(requests()).toEqual([]);
});

test('what is received before the end of a tunnel is delivered, in both directions', async () => {
  const { router } = await setUp();
  const { socket } = await connect(router.port, 'www.corp.test:443');
  const body = 'y'.repeat(500_000);
  socket.end(`POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
  // Chunked by the server, so that only its content can be compared.
  expect((await text(socket)).match(/y{2,}/g)?.join('')).toBe(body);
});
