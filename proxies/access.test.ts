import { expect, test } from 'vitest';
import { httpOrigin, tcpOrigin } from './fixtures/origins.ts';
import { AUTHORIZED, gist, PASSWORD, scene, USERNAME } from './fixtures/scene.ts';

const BASIC = { kind: 'basic', username: USERNAME, password: PASSWORD, realm: 'ring' } as const;
const WRONG = `Proxy-Authorization: Basic ${Buffer.from('someone:else').toString('base64')}\r\n`;
const head = (fields = '') => `CONNECT a.test:443 HTTP/1.1\r\nHost: a.test:443\r\n${fields}\r\n`;
const get = (fields = '') => `GET http://a.test/ HTTP/1.1\r\nHost: a.test\r\n${fields}\r\n`;

test('a tunnel: 407 with the challenge, and the same connection serves the retry', async () => {
  await using origin = await tcpOrigin((socket) => socket.pipe(socket));
  await using s = await scene({ access: BASIC, dial: () => origin });
  using client = await s.client();
  expect(await client.send(head()).until('absent.\n')).toBe(
    [
      'HTTP/1.1 407 Proxy Authentication Required',
      'Proxy-Authenticate: Basic realm="ring", charset="UTF-8"',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Length: 43',
      'Connection: keep-alive',
      '',
      'The credentials for this proxy are absent.\n',
    ].join('\r\n'),
  );
  await client.send(head(WRONG)).until('invalid.\n');
  await client.send(head('Proxy-Authorization: Bearer x\r\n')).until('malformed.\n');
  await client.send(head(AUTHORIZED)).until('Established\r\n\r\n');
  await client.finish('through').rest();
  const records = await s.sink.ended(4);
  const requests = records.flatMap((record) => (record.type === 'request' ? [gist(record)] : []));
  expect(requests.map(({ credentials, outcome, status }) => [credentials, outcome, status])).toEqual([
    ['absent', 'authentication-required', 407],
    ['invalid', 'authentication-required', 407],
    ['malformed', 'authentication-required', 407],
    ['valid', 'established', undefined],
  ]);
});

test('a forwarded request: the same, with a body that is read and forgotten', async () => {
  await using origin = await httpOrigin((_request, response) => response.end('inside'));
  await using s = await scene({ access: BASIC, dial: () => origin });
  using client = await s.client();
  client.send('POST http://a.test/ HTTP/1.1\r\nHost: a.test\r\nContent-Length: 6\r\n\r\nsecret');
  expect(await client.until('absent.\n')).toContain('Proxy-Authenticate: Basic realm="ring", charset="UTF-8"\r\n');
  expect(await client.send(get(AUTHORIZED)).until('inside')).toMatch(/^HTTP\/1\.1 200 OK/);
});

test('bytes that came with a refused CONNECT are not taken for a request', async () => {
  await using s = await scene({ access: BASIC });
  using client = await s.client();
  const answer = await client.send(`${head()}GET http://a.test/ HTTP/1.1\r\nHost: a.test\r\n\r\n`).rest();
  expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 407']);
  expect(answer).toContain('Connection: close\r\n');
});

test('HTTP/1.0 clients get their 407, and the connection closes', async () => {
  await using s = await scene({ access: BASIC });
  using client = await s.client();
  expect(await client.send('CONNECT a.test:443 HTTP/1.0\r\n\r\n').rest()).toMatch(
    /^HTTP\/1\.1 407 .*Connection: close/s,
  );
});

test.each([
  ['invalid', AUTHORIZED],
  ['malformed', 'Proxy-Authorization: Basic\r\n'],
  ['absent', ''],
])('an open proxy serves a request with %s credentials, and says so', async (credentials, fields) => {
  await using origin = await httpOrigin((request, response) => response.end(request.rawHeaders.join()));
  await using s = await scene({ dial: () => origin });
  using client = await s.client();
  const answer = await client.send(get(fields)).until('close');
  expect(answer).not.toMatch(/proxy-authorization/i);
  expect(await s.request(1)).toMatchObject({ credentials, outcome: 'established' });
});

test('a credential never occurs in a record or an answer, whatever its bearer does with it', async () => {
  const canary = 'canary-51c0ffee';
  const encoded = Buffer.from(`${canary}:${canary}`).toString('base64');
  const carried = `Proxy-Authorization: Basic ${encoded}\r\n`;
  await using origin = await httpOrigin((_request, response) => response.end('ok'));
  const attempts = [
    head(carried),
    head(`Proxy-Authorization: Basic ${encoded.slice(0, -1)}\r\n`),
    head(`Proxy-Authorization: ${canary}\r\n`),
    head(`${carried}${carried}`),
    head(`${carried}Content-Length: 3\r\n`),
    head(`${carried}X : y\r\n`),
    get(carried),
    `CONNECT ${canary}:${canary}@a.test:443 HTTP/1.1\r\nHost: a.test\r\n\r\n`,
    `GET http://${canary}:${canary}@a.test/ HTTP/1.1\r\nHost: a.test\r\n\r\n`,
    `GET /${canary} HTTP/1.1\r\nHost: a.test\r\n${carried}\r\n`,
    `${canary} http://a.test/ HTTP/1.1\r\n\r\n`,
    `GET ${canary}://a.test/ HTTP/1.1\r\nHost: a.test\r\n\r\n`,
    `${get(carried)}${get(carried)}`,
    `\x16\x03\x01${carried}`,
  ];
  for (const access of [BASIC, { ...BASIC, username: canary, password: canary }, { kind: 'open' } as const]) {
    await using s = await scene({ access, dial: () => origin });
    const answers = await Promise.all(
      attempts.map(async (attempt) => {
        using client = await s.client();
        return await client.finish(attempt).rest();
      }),
    );
    await s.proxy[Symbol.asyncDispose]();
    const written = JSON.stringify([s.sink.records, answers]);
    expect(written).not.toContain(canary);
    expect(written).not.toContain(encoded.slice(0, 12));
    expect(s.sink.records.length).toBeGreaterThanOrEqual(2 * attempts.length);
  }
});
