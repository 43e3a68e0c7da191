import { once } from 'node:events';
import { expect, test } from 'vitest';
import { deadAuthority, deafAuthority, tcpOrigin } from './fixtures/origins.ts';
import { gist, scene } from './fixtures/scene.ts';

const CONNECT = 'CONNECT a.test:443 HTTP/1.1\r\nHost: a.test:443\r\n\r\n';
const ESTABLISHED = 'HTTP/1.1 200 Connection Established\r\n\r\n';

/** An origin that sends everything back, and ends when its client does. */
const echo = () => tcpOrigin((socket) => socket.pipe(socket));

test('relays both ways and records both ends of its own connection', async () => {
  await using origin = await echo();
  await using s = await scene({ dial: () => origin });
  using client = await s.client();
  const clientPort = client.socket.localPort;
  expect(await client.send(CONNECT).until('\r\n\r\n')).toBe(ESTABLISHED);
  const [atOrigin] = origin.sockets;
  const peer = { address: atOrigin?.remoteAddress, port: atOrigin?.remotePort };
  await client.send('hello').until('hello');
  await client.finish(' and goodbye').rest();
  expect(client.received).toBe(' and goodbye');

  const request = await s.request(1);
  expect(gist(request)).toEqual({
    kind: 'tunnel',
    method: 'CONNECT',
    authority: 'a.test:443',
    credentials: 'absent',
    outcome: 'established',
  });
  expect(request.upstream).toEqual({ local: peer, remote: { address: origin.host, port: origin.port } });
  expect(request.client).toEqual({ address: '127.0.0.1', port: clientPort });
  expect(await s.end(1)).toMatchObject({ bytesUp: 17, bytesDown: 17, closedBy: 'client' });
});

test('a name is looked up, and the address that was reached is recorded', async () => {
  await using origin = await echo();
  await using s = await scene();
  using client = await s.client();
  const authority = `localhost:${origin.port}`;
  await client.send(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n\r\n`).until('\r\n\r\n');
  client.finish();
  expect(await s.request(1)).toMatchObject({
    authority,
    upstream: { remote: { address: '127.0.0.1', port: origin.port } },
  });
});

test.each([1, 7, 30])(
  'a head in pieces of %i bytes, and data that comes with it, make the same tunnel',
  async (size) => {
    await using origin = await echo();
    await using s = await scene({ dial: () => origin });
    using client = await s.client();
    client.socket.setNoDelay(true);
    const whole = `${CONNECT}early`;
    for (let at = 0; at < whole.length; at += size) {
      const piece = whole.slice(at, at + size);
      await new Promise((resolve) => client.socket.write(piece, resolve));
    }
    await client.until(ESTABLISHED);
    expect(await client.until('early')).toBe('early');
  },
);

test('data and the end of a client that did not wait for the answer reach the destination', async () => {
  await using origin = await echo();
  await using s = await scene({ dial: () => origin });
  using client = await s.client();
  expect(await client.finish(`${CONNECT}all at once`).rest()).toBe(`${ESTABLISHED}all at once`);
  expect(await s.end(1)).toMatchObject({ bytesUp: 11, bytesDown: 11, closedBy: 'client' });
});

test('the end of a client that sent nothing but the head reaches the destination', async () => {
  await using origin = await tcpOrigin((socket) => socket.resume().on('end', () => socket.end('you ended')));
  await using s = await scene({ dial: () => origin });
  using client = await s.client();
  expect(await client.finish(CONNECT).rest()).toBe(`${ESTABLISHED}you ended`);
});

test('half-close by the client: the destination goes on sending', async () => {
  await using origin = await tcpOrigin((socket) => {
    socket.resume().on('end', () => socket.write('still ', () => socket.end('here')));
  });
  await using s = await scene({ dial: () => origin });
  using client = await s.client();
  await client.send(CONNECT).until('\r\n\r\n');
  expect(await client.finish('bye').rest()).toBe('still here');
  expect(await s.end(1)).toMatchObject({ bytesUp: 3, bytesDown: 10, closedBy: 'client' });
});

test('half-close by the destination: the client goes on sending', async () => {
  const heard: string[] = [];
  await using origin = await tcpOrigin((socket) => {
    socket.setEncoding('latin1').on('data', (text: string) => heard.push(text));
    socket.end('that is all');
  });
  await using s = await scene({ dial: () => origin });
  using client = await s.client();
  await client.send(CONNECT).until('\r\n\r\n');
  expect(await client.rest()).toBe('that is all');
  await new Promise((resolve) => client.socket.write('thanks', resolve));
  client.finish(' a lot');
  expect(await s.end(1)).toMatchObject({ bytesUp: 12, bytesDown: 11, closedBy: 'upstream' });
  expect(heard.join('')).toBe('thanks a lot');
});

test('a reset by the destination arrives as a reset', async () => {
  await using origin = await tcpOrigin((socket) => socket.once('data', () => socket.resetAndDestroy()));
  await using s = await scene({ dial: () => origin });
  using client = await s.client();
  await client.send(CONNECT).until('\r\n\r\n');
  const gone = client.gone();
  client.send('x');
  expect(await gone).toBe('ECONNRESET');
  expect(await s.end(1)).toMatchObject({ closedBy: 'error' });
});

test('a reset by the client arrives as a reset', async () => {
  await using origin = await tcpOrigin((socket) => socket.resume());
  await using s = await scene({ dial: () => origin });
  using client = await s.client();
  const accepted = once(origin.server, 'connection');
  await client.send(CONNECT).until('\r\n\r\n');
  const [atOrigin] = await accepted;
  const error = once(atOrigin, 'error');
  client.socket.resetAndDestroy();
  expect(await error).toMatchObject([{ code: 'ECONNRESET' }]);
  expect(await s.end(1)).toMatchObject({ closedBy: 'error' });
});

test('megabytes pass whole in both directions at once, at the pace of the slower side', async () => {
  await using origin = await echo();
  await using s = await scene({ dial: () => origin });
  using client = await s.client();
  await client.send(CONNECT).until('\r\n\r\n');
  const text = Array.from({ length: 400_000 }, (_, index) => `${index},`).join('');
  client.finish(text);
  expect((await client.rest()) === text).toBe(true);
  expect(await s.end(1)).toMatchObject({ bytesUp: text.length, bytesDown: text.length });
});

test('a destination that cannot be reached: 502 in plain words, one attempt, and the connection stays good', async () => {
  await using dead = await deadAuthority();
  await using origin = await echo();
  const dialled: number[] = [];
  await using s = await scene({
    dial: ({ port }) => {
      dialled.push(port);
      return port === 1 ? dead : origin;
    },
  });
  using client = await s.client();
  await client.send('CONNECT a.test:1 HTTP/1.1\r\nHost: a.test:1\r\n\r\n').until('\r\n\r\n');
  const body = 'The proxy could not connect to a.test:1: ECONNREFUSED.\n';
  expect(await client.until(body)).toBe(body);
  expect(gist(await s.request(1))).toMatchObject({ outcome: 'unreachable', status: 502, detail: body.trim() });
  expect(await client.send(CONNECT).until('\r\n\r\n')).toBe(ESTABLISHED);
  expect(dialled).toEqual([1, 443]);
});

test('a destination that never answers the dial: 502 at the connect timeout', async () => {
  await using deaf = await deafAuthority();
  await using s = await scene({ dial: () => deaf, limits: { connectTimeout: 80 } });
  using client = await s.client();
  await client.send(CONNECT).until('The proxy could not connect to a.test:443: ETIMEDOUT.');
  expect(await s.request(1)).toMatchObject({ outcome: 'unreachable', status: 502 });
});

test('a silent tunnel ends at the idle timeout', async () => {
  await using origin = await echo();
  await using s = await scene({ dial: () => origin, limits: { idleTimeout: 80 } });
  using client = await s.client();
  await client.send(CONNECT).until('\r\n\r\n');
  await client.rest();
  expect(await s.end(1)).toMatchObject({ closedBy: 'proxy' });
});

test.each([
  'CONNECT u:password@a.test:443 HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET http://u:password@a.test/ HTTP/1.1\r\nHost: a\r\n\r\n',
])('%j: that there was user information is recorded, and nothing of it', async (head) => {
  await using s = await scene();
  using client = await s.client();
  await client.send(head).rest();
  const record = await s.request(1);
  expect(record).toMatchObject({ kind: 'none', userInformation: true });
  expect(JSON.stringify(record)).not.toContain('password');
});

test.each([
  ['CONNECT a.test HTTP/1.1\r\nHost: a.test\r\n\r\n', 'The request target has no port.'],
  ['CONNECT [::1:443 HTTP/1.1\r\nHost: a\r\n\r\n', 'The request target has no valid host.'],
  ['CONNECT u:p@a.test:443 HTTP/1.1\r\nHost: a\r\n\r\n', 'The request target holds user information.'],
  ['CONNECT http://a.test:443/ HTTP/1.1\r\nHost: a\r\n\r\n', 'The request target has no valid port.'],
])('%j is refused', async (head, problem) => {
  await using s = await scene();
  using client = await s.client();
  expect(await client.send(head).rest()).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  expect(gist(await s.request(1))).toEqual({
    kind: 'none',
    method: 'CONNECT',
    authority: '',
    credentials: 'absent',
    outcome: 'bad-request',
    status: 400,
    detail: problem,
  });
});

test.each([
  ['Host: a\r\nContent-Length: 5\r\n', 'A CONNECT request has no body.'],
  ['Host: a\r\nTransfer-Encoding: chunked\r\n', 'A CONNECT request has no body.'],
  ['', 'The request has no Host field.'],
  ['Host: a\r\nHost: a\r\n', 'The request has more than one Host field.'],
])('CONNECT with %j is refused', async (fields, problem) => {
  await using s = await scene();
  using client = await s.client();
  const answer = await client.send(`CONNECT a.test:443 HTTP/1.1\r\n${fields}\r\n`).rest();
  expect(answer).toContain(`400 Bad Request\r\n`);
  expect(answer).toContain(`\r\n\r\n${problem}\n`);
  expect(gist(await s.request(1))).toMatchObject({
    kind: 'tunnel',
    authority: 'a.test:443',
    status: 400,
    detail: problem,
  });
});

test('HTTP/1.0 clients get their tunnel without a Host field', async () => {
  await using origin = await echo();
  await using s = await scene({ dial: () => origin });
  using client = await s.client();
  expect(await client.finish('CONNECT a.test:443 HTTP/1.0\r\n\r\nping').rest()).toBe(`${ESTABLISHED}ping`);
});

test('a thousand tunnels at once, each with its own bytes', async () => {
  await using origin = await echo();
  await using s = await scene({ dial: () => origin });
  const clients = await Promise.all(Array.from({ length: 1_000 }, () => s.client()));
  await Promise.all(clients.map((client) => client.send(CONNECT).until('\r\n\r\n')));
  expect(s.proxy.connections).toBe(1_000);
  const answers = await Promise.all(clients.map((client, index) => client.finish(`number ${index}`).rest()));
  expect(answers).toEqual(clients.map((_, index) => `number ${index}`));
  const records = await s.sink.ended(1_000);
  expect(new Set(records.map(({ exchange }) => exchange)).size).toBe(1_000);
  const ports = records.flatMap((record) => (record.type === 'request' ? [record.upstream?.local.port] : []));
  expect(new Set(ports).size).toBe(1_000);
});
