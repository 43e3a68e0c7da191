import { expect, test } from 'vitest';
import { cannedOrigin, httpOrigin, tcpOrigin } from './fixtures/origins.ts';
import { AUTHORIZED, gist, PASSWORD, scene, USERNAME } from './fixtures/scene.ts';

const GET = 'GET http://a.test/ HTTP/1.1\r\nHost: a.test\r\n\r\n';
const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

test('a request arrives with its fields in order, case and number, less those for one hop, plus Via', async () => {
  await using origin = await cannedOrigin(OK);
  const { heard } = origin;
  await using s = await scene({
    dial: () => origin,
    access: { kind: 'basic', username: USERNAME, password: PASSWORD },
  });
  using client = await s.client();
  const fields = [
    'X-Zulu: 1',
    'host: somewhere.else',
    'x-alpha: 1',
    'Accept: */*',
    'X-ALPHA: 2',
    'Connection: x-hop, Keep-Alive, content-length, host',
    'X-Hop: for the proxy',
    'Keep-Alive: timeout=5',
    'Proxy-Connection: keep-alive',
    'TE: trailers',
    'Trailer: X-Sum',
    'Upgrade: nothing',
    'Via: 1.0 before',
  ];
  await client.send(`GET http://A.test:81/p?q HTTP/1.1\r\n${fields.join('\r\n')}\r\n${AUTHORIZED}\r\n`).until('ok');
  expect(heard).toEqual([
    [
      'GET /p?q HTTP/1.1',
      'X-Zulu: 1',
      'host: A.test:81',
      'x-alpha: 1',
      'Accept: */*',
      'X-ALPHA: 2',
      'Via: 1.0 before',
      'Via: 1.1 proxy-a',
      'Connection: close',
      '\r\n',
    ].join('\r\n'),
  ]);
  expect(gist(await s.request(1))).toEqual({
    kind: 'forward',
    method: 'GET',
    authority: 'A.test:81',
    credentials: 'valid',
    outcome: 'established',
  });
});

test('an answer comes back with its fields in order, case and number, less those for one hop, plus Via', async () => {
  const answer = [
    'HTTP/1.1 299 Quite Fine',
    'Date: Thu, 01 Jan 1970 00:00:00 GMT',
    'Set-Cookie: a=1',
    'X-Hop: for the proxy',
    'set-cookie: b=2',
    'Connection: X-Hop',
    'Proxy-Authenticate: Basic realm="not for you"',
    'Content-Length: 2',
    '',
    'ok',
  ];
  await using origin = await cannedOrigin(answer.join('\r\n'));
  await using s = await scene({ dial: () => origin });
  using client = await s.client();
  expect(await client.send(GET).until('\r\n\r\nok')).toBe(
    [
      'HTTP/1.1 299 Quite Fine',
      'Date: Thu, 01 Jan 1970 00:00:00 GMT',
      'Set-Cookie: a=1',
      'set-cookie: b=2',
      'Content-Length: 2',
      'Via: 1.1 proxy-a',
      'Connection: keep-alive',
      'Keep-Alive: timeout=600',
      '',
      'ok',
    ].join('\r\n'),
  );
  expect(await s.end(1)).toMatchObject({ bytesUp: 0, bytesDown: 2, closedBy: 'upstream' });
});

test('one connection serves many requests, each over its own connection to the destination', async () => {
  await using origin = await httpOrigin((request, response) => response.end(`${request.url} ok`));
  await using s = await scene({ dial: () => origin });
  using client = await s.client();
  for (const path of ['/1', '/2', '/3']) {
    await client.send(`GET http://a.test${path} HTTP/1.1\r\nHost: a.test\r\n\r\n`).until(`${path} ok`);
  }
  const records = await s.sink.ended(3);
  const ports = records.flatMap((record) => (record.type === 'request' ? [record.upstream?.local.port] : []));
  expect(new Set(ports).size).toBe(3);
  expect(s.proxy.connections).toBe(1);
});

test('a later CONNECT on the same connection opens a tunnel', async () => {
  await using origin = await httpOrigin((request, response) => response.end(`${request.url} ok`));
  await using s = await scene({ dial: () => origin });
  using client = await s.client();
  await client.send('GET http://a.test/1 HTTP/1.1\r\nHost: a.test\r\n\r\n').until('/1 ok');
  await client.send('CONNECT a.test:80 HTTP/1.1\r\nHost: a.test\r\n\r\n').until('Established\r\n\r\n');
  await client.finish('GET /2 HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n').rest();
  expect(client.received).toContain('/2 ok');
  expect((await s.request(2)).kind).toBe('tunnel');
});

test('chunked bodies pass in both directions', async () => {
  await using origin = await httpOrigin((request, response) => {
    response.write(`${request.headers['transfer-encoding']}:`);
    request.pipe(response);
  });
  await using s = await scene({ dial: () => origin });
  using client = await s.client();
  client.send('POST http://a.test/ HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n');
  client.send('5\r\nhello\r\n').send('6;ext=1\r\n world\r\n').send('0\r\nX-Sum: 1\r\n\r\n');
  const answer = await client.until('0\r\n\r\n');
  expect(answer).toContain('Transfer-Encoding: chunked\r\n');
  expect(
    answer
      .replace(/^.*?\r\n\r\n/s, '')
      .replace(/(?<=^|\r\n)[0-9a-f]+\r\n/g, '')
      .replaceAll('\r\n', ''),
  ).toBe('chunked:hello world');
  expect(await s.end(1)).toMatchObject({ bytesUp: 11, bytesDown: 19 });
});

test('a POST without a body says so, rather than being chunked', async () => {
  await using origin = await cannedOrigin(OK);
  const { heard } = origin;
  await using s = await scene({ dial: () => origin });
  using client = await s.client();
  await client.send('POST http://a.test/ HTTP/1.1\r\nHost: a.test\r\n\r\n').until('ok');
  expect(heard[0]).toContain('Content-Length: 0\r\n');
  expect(heard[0]).not.toContain('chunked');
});

test.each([
  ['HEAD', 'HTTP/1.1 200 OK\r\nDate: x\r\nContent-Length: 1234\r\n\r\n', 'Content-Length: 1234'],
  ['GET', 'HTTP/1.1 204 No Content\r\nDate: x\r\n\r\n', '204 No Content'],
  ['GET', 'HTTP/1.1 304 Not Modified\r\nDate: x\r\nContent-Length: 99\r\n\r\n', 'Content-Length: 99'],
])('%s with an answer that has no body leaves the connection usable', async (method, answer, mark) => {
  await using origin = await cannedOrigin(answer);
  await using s = await scene({ dial: () => origin });
  using client = await s.client();
  for (let round = 0; round < 2; round++) {
    const head = await client.send(`${method} http://a.test/ HTTP/1.1\r\nHost: a.test\r\n\r\n`).until('\r\n\r\n');
    expect(head).toContain(mark);
    expect(head).toContain('Connection: keep-alive');
    expect(client.received).toBe('');
  }
});

test('1xx answers pass to HTTP/1.1 clients, and an expectation is for the destination to meet', async () => {
  await using origin = await tcpOrigin((socket) => {
    socket.setEncoding('latin1').on('data', (text: string) => {
      if (text.includes('Expect: 100-continue')) {
        socket.write('HTTP/1.1 103 Early Hints\r\nLink: </a>\r\nlink: </b>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n');
      } else {
        socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${text.length}\r\n\r\n${text}`);
      }
    });
  });
  await using s = await scene({ dial: () => origin });
  using client = await s.client();
  client.send('PUT http://a.test/ HTTP/1.1\r\nHost: a.test\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n');
  expect(await client.until('\r\n\r\n')).toBe(
    'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\nlink: </b>\r\nVia: 1.1 proxy-a\r\n\r\n',
  );
  expect(await client.until('\r\n\r\n')).toBe('HTTP/1.1 100 Continue\r\n\r\n');
  const head = await client.send('body').until('\r\n\r\n');
  expect(head).toMatch(/^HTTP\/1\.1 200 OK/);
  expect(head).toContain('Connection: keep-alive');
  expect(await client.until('body')).toBe('body');
});

test('an expectation that is refused closes the connection, for the body may still come', async () => {
  await using origin = await cannedOrigin('HTTP/1.1 417 Expectation Failed\r\nContent-Length: 2\r\n\r\nno');
  await using s = await scene({ dial: () => origin });
  using client = await s.client();
  client.send('PUT http://a.test/ HTTP/1.1\r\nHost: a.test\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n');
  const answer = await client.rest();
  expect(answer).toMatch(/^HTTP\/1\.1 417 .*Connection: close.*\r\n\r\nno$/s);
});

test('HTTP/1.0 clients get an answer that ends with the connection, and no chunks', async () => {
  await using origin = await httpOrigin((_request, response) => {
    response.write('un');
    response.end('framed');
  });
  await using s = await scene({ dial: () => origin });
  using client = await s.client();
  const answer = await client.send('GET http://a.test/ HTTP/1.0\r\n\r\n').rest();
  expect(answer).toMatch(/\r\nConnection: close\r\n\r\nunframed$/);
  expect(answer).not.toContain('chunked');
});

test('a client that closes its sending side still gets its answer', async () => {
  await using origin = await httpOrigin((_request, response) => response.end('late but whole'));
  await using s = await scene({ dial: () => origin });
  using client = await s.client();
  expect(await client.finish(GET).rest()).toMatch(/late but whole$/);
});

test('a client that leaves takes its request with it', async () => {
  let left: (() => void) | undefined;
  const noticed = new Promise<void>((resolve) => {
    left = resolve;
  });
  await using origin = await httpOrigin((request, response) => {
    request.socket.once('close', () => left?.());
    response.write('begun');
  });
  await using s = await scene({ dial: () => origin });
  using client = await s.client();
  await client.send(GET).until('begun');
  client.socket.resetAndDestroy();
  await noticed;
  expect(await s.end(1)).toMatchObject({ closedBy: 'client', bytesDown: 5 });
});
