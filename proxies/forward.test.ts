import { expect, test } from 'vitest';
import { deadAuthority, httpOrigin, tcpOrigin } from './fixtures/origins.ts';
import { AUTHORIZED, gist, PASSWORD, scene, USERNAME } from './fixtures/scene.ts';

/** An origin that answers every connection with the same bytes, once it has read `wanted` of its request. */
const canned = (answer: string, wanted = '\r\n\r\n') => {
  const heard: string[] = [];
  const origin = tcpOrigin((socket) => {
    let request = '';
    socket.setEncoding('latin1').on('data', (text: string) => {
      request += text;
      if (request.includes(wanted)) heard.push(request);
      if (request.includes(wanted)) socket.end(answer, 'latin1');
    });
  });
  return { origin, heard };
};

const GET = 'GET http://a.test/ HTTP/1.1\r\nHost: a.test\r\n\r\n';
const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

test('a request arrives with its fields in order, case and number, less those for one hop, plus Via', async () => {
  const { origin: starting, heard } = canned(OK);
  await using origin = await starting;
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
  await using origin = await canned(answer.join('\r\n')).origin;
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
  const { origin: starting, heard } = canned(OK);
  await using origin = await starting;
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
  await using origin = await canned(answer).origin;
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
  await using origin = await canned('HTTP/1.1 417 Expectation Failed\r\nContent-Length: 2\r\n\r\nno').origin;
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

test('a destination that cannot be reached: 502, and the connection stays good', async () => {
  const dead = await deadAuthority();
  await using origin = await httpOrigin((_request, response) => response.end('fine'));
  await using s = await scene({ dial: ({ host }) => (host === 'dead.test' ? dead : origin) });
  using client = await s.client();
  await client.send('GET http://dead.test/ HTTP/1.1\r\nHost: dead.test\r\n\r\n').until('dead.test:80: ECONNREFUSED.\n');
  expect(gist(await s.request(1))).toMatchObject({ outcome: 'unreachable', status: 502 });
  expect(await client.send(GET).until('fine')).toMatch(/^HTTP\/1\.1 200 OK/);
});

test.each([
  ['nothing', ''],
  ['no HTTP', 'SSH-2.0-x\r\n'],
  ['a status that does not exist', 'HTTP/1.1 099 Odd\r\nContent-Length: 0\r\n\r\n'],
  ['a protocol that nobody asked for', 'HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'],
])('a destination that answers %s: 502', async (_name, answer) => {
  await using origin = await canned(answer).origin;
  await using s = await scene({ dial: () => origin });
  using client = await s.client();
  const body = 'The destination did not give a whole and valid answer.\n';
  expect(await client.send(GET).until(body)).toMatch(/^HTTP\/1\.1 502 Bad Gateway/);
  expect(await s.end(1)).toMatchObject({ closedBy: 'error' });
});

test('an answer that is cut off is not passed off as whole', async () => {
  await using origin = await canned('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf').origin;
  await using s = await scene({ dial: () => origin });
  using client = await s.client();
  const gone = client.gone();
  client.send(GET);
  expect(await gone).toBe('ECONNRESET');
  expect(await s.end(1)).toMatchObject({ closedBy: 'error' });
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

test.each([
  'GET http://a.test/2 HTTP/1.1\r\nHost: a.test\r\n\r\n',
  'CONNECT a.test:80 HTTP/1.1\r\nHost: a\r\n\r\n',
  'garbage\r\n\r\n',
])('pipelining of %j is refused: the first request gets its answer, then the connection closes', async (second) => {
  let asked = 0;
  await using origin = await httpOrigin((request, response) => {
    asked++;
    response.end(`${request.url} ${'x'.repeat(200_000)}`);
  });
  await using s = await scene({ dial: () => origin });
  using client = await s.client();
  const answer = await client.send(`GET http://a.test/1 HTTP/1.1\r\nHost: a.test\r\n\r\n${second}`).rest();
  expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(answer).toContain(`/1 ${'x'.repeat(200_000)}`);
  expect(answer.match(/HTTP\/1\.1 [0-9]{3}/g)?.slice(1)).toEqual(second.startsWith('GET') ? ['HTTP/1.1 400'] : []);
  expect(asked).toBe(1);
});

test.each([
  ['GET /x HTTP/1.1\r\nHost: a.test\r\n\r\n', 'The request target is not a whole URL, as a proxy needs it.'],
  [
    'GET https://a.test/ HTTP/1.1\r\nHost: a\r\n\r\n',
    'The request target is not an http URL; other schemes need CONNECT.',
  ],
  ['GET http://u:p@a.test/ HTTP/1.1\r\nHost: a\r\n\r\n', 'The request target holds user information.'],
  ['GET http://a.test/ HTTP/1.1\r\n\r\n', 'The request has no Host field.'],
  ['GET http://a.test/ HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', 'The request has more than one Host field.'],
  [
    'POST http://a.test/ HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: x\r\nContent-Length: 1\r\n\r\n',
    'A request for an upgrade has no body.',
  ],
])('%j is refused', async (text, problem) => {
  await using s = await scene();
  using client = await s.client();
  const answer = await client.send(text).rest();
  expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  expect(answer).toContain(problem);
  expect(gist(await s.request(1))).toMatchObject({ outcome: 'bad-request', status: 400, detail: problem });
});
