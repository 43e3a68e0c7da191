import { expect, test } from 'vitest';
import { cannedOrigin, deadAuthority, httpOrigin, tcpOrigin } from './fixtures/origins.ts';
import { gist, scene } from './fixtures/scene.ts';

const GET = 'GET http://a.test/ HTTP/1.1\r\nHost: a.test\r\n\r\n';

test('a destination that cannot be reached: 502, and the connection stays good', async () => {
  await using dead = await deadAuthority();
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
  await using origin = await cannedOrigin(answer);
  await using s = await scene({ dial: () => origin });
  using client = await s.client();
  const body = 'The destination did not give a whole and valid answer.\n';
  expect(await client.send(GET).until(body)).toMatch(/^HTTP\/1\.1 502 Bad Gateway/);
  expect(await s.end(1)).toMatchObject({ closedBy: 'error' });
});

test('an answer that is cut off is not passed off as whole', async () => {
  await using origin = await cannedOrigin('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf');
  await using s = await scene({ dial: () => origin });
  using client = await s.client();
  const gone = client.gone();
  client.send(GET);
  expect(await gone).toBe('ECONNRESET');
  expect(await s.end(1)).toMatchObject({ closedBy: 'error' });
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

test('a destination that never answers: 502 at the idle timeout', async () => {
  await using origin = await tcpOrigin((socket) => socket.resume());
  await using s = await scene({ dial: () => origin, limits: { idleTimeout: 80 } });
  using client = await s.client();
  expect(await client.send(GET).rest()).toMatch(/^HTTP\/1\.1 502 Bad Gateway/);
  expect(await s.end(1)).toMatchObject({ closedBy: 'error' });
});

test('a second request that stops in the middle of its head: 408 at the head timeout', async () => {
  await using origin = await httpOrigin((_request, response) => response.end('first'));
  await using s = await scene({ dial: () => origin, limits: { headTimeout: 1_000 } });
  using client = await s.client();
  await client.send(GET).until('first');
  expect(await client.send('GET http://a.te').rest()).toMatch(/^HTTP\/1\.1 408 Request Timeout/);
  expect(gist(await s.request(2))).toMatchObject({ outcome: 'no-request', status: 408 });
});
