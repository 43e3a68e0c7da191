import { once } from 'node:events';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { httpOrigin, tcpOrigin } from './fixtures/origins.ts';
import { gist, scene } from './fixtures/scene.ts';

/** Printed by fast-check when a property fails; fixed so that a failure repeats. */
const SEED = 20_261_122;

const NONE = { kind: 'none', method: '', authority: '', credentials: 'absent' };
const NOT_HTTP = {
  outcome: 'bad-request',
  status: 400,
  detail: 'The client sent something that is not an HTTP/1 request.',
};
const TOO_LARGE = {
  outcome: 'bad-request',
  status: 431,
  detail: 'The head of the request is larger than this proxy allows.',
};
const TLS = {
  outcome: 'bad-request',
  status: 400,
  detail: 'The client began a TLS handshake; this proxy speaks plain HTTP.',
};
const PADDING = `X: ${'x'.repeat(20_000)}\r\n`;

test.each([
  ['garbage', 'what is this\r\n\r\n', NOT_HTTP],
  ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', NOT_HTTP],
  ['a version to come', 'CONNECT a.test:443 HTTP/2.0\r\nHost: a.test\r\n\r\n', NOT_HTTP],
  ['bare line feeds', 'CONNECT a.test:443 HTTP/1.1\nHost: a.test\n\n', NOT_HTTP],
  [
    'both framings',
    'POST http://a.test/ HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
    NOT_HTTP,
  ],
  [
    'two lengths',
    'POST http://a.test/ HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
    NOT_HTTP,
  ],
  ['a folded field', 'GET http://a.test/ HTTP/1.1\r\nHost: a\r\nX: y\r\n z\r\n\r\n', NOT_HTTP],
  ['a space before a colon', 'GET http://a.test/ HTTP/1.1\r\nHost : a\r\n\r\n', NOT_HTTP],
  ['a TLS handshake', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', TLS],
  ['a large CONNECT', `CONNECT a.test:443 HTTP/1.1\r\nHost: a.test\r\n${PADDING}\r\n`, TOO_LARGE],
  ['a large GET', `GET http://a.test/ HTTP/1.1\r\nHost: a.test\r\n${PADDING}\r\n`, TOO_LARGE],
])('%s', async (_name, bytes, verdict) => {
  await using s = await scene();
  using client = await s.client();
  const answer = await client.send(bytes).rest();
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${verdict.status} `));
  expect(answer.endsWith(`\r\n\r\n${verdict.detail}\n`)).toBe(true);
  expect(gist(await s.request(1))).toEqual({ ...NONE, ...verdict });
});

test('another version of HTTP in a request that would be forwarded', async () => {
  await using s = await scene();
  using client = await s.client();
  const detail = 'This proxy speaks HTTP/1.0 and HTTP/1.1, not HTTP/2.0.';
  const answer = await client.send('GET http://a.test/ HTTP/2.0\r\nHost: a.test\r\n\r\n').rest();
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(gist(await s.request(1))).toMatchObject({
    authority: 'a.test:80',
    outcome: 'bad-request',
    status: 400,
    detail,
  });
});

test('a chunk that is none: 400, and the destination never gets a whole request', async () => {
  let whole = false;
  let cut: (() => void) | undefined;
  const cutOff = new Promise<void>((resolve) => {
    cut = resolve;
  });
  await using origin = await httpOrigin((request) => {
    request.on('end', () => {
      whole = true;
    });
    request.on('close', () => cut?.()).on('error', () => {});
    request.resume();
  });
  await using s = await scene({ dial: () => origin });
  using client = await s.client();
  client.send('POST http://a.test/ HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n');
  await once(origin.server, 'request');
  client.send('nonsense\r\n');
  expect(await client.rest()).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n.*The body of the request is not framed/s);
  await cutOff;
  expect(whole).toBe(false);
  expect(await s.end(1)).toMatchObject({ closedBy: 'error' });
});

/** Milliseconds: long enough that what a client sends at once is there before, on a busy machine too. */
const HEAD_TIMEOUT = 1_000;

const slowHeads = ['CONN', 'CONNECT a.test:443 HTTP/1.1\r\nHost:', 'GET http://a.test/ HT'];

test.each(slowHeads)('a head that stops at %j: 408 at the head timeout', async (part) => {
  await using s = await scene({ limits: { headTimeout: HEAD_TIMEOUT } });
  using client = await s.client();
  expect(await client.send(part).rest()).toMatch(/^HTTP\/1\.1 408 Request Timeout/);
  expect(gist(await s.request(1))).toEqual({
    ...NONE,
    outcome: 'no-request',
    status: 408,
    detail: 'The client did not finish the head of a request in time.',
  });
});

test('a client that says nothing is let go without a word at the head timeout', async () => {
  await using s = await scene({ limits: { headTimeout: 100 } });
  using client = await s.client();
  expect(await client.rest()).toBe('');
  const detail = 'The client stayed silent until the head timeout.';
  expect(gist(await s.request(1))).toEqual({ ...NONE, outcome: 'no-request', detail });
});

test.each(['', ...slowHeads])('a client that leaves after %j is recorded', async (part) => {
  await using s = await scene();
  using client = await s.client();
  expect(await client.finish(part).rest()).toBe('');
  const detail = 'The client went away without a whole request.';
  expect(gist(await s.request(1))).toEqual({ ...NONE, outcome: 'no-request', detail });
  expect(await s.end(1)).toMatchObject({ closedBy: 'client' });
});

test('a client that resets before it said anything is recorded', async () => {
  await using s = await scene();
  using client = await s.client();
  client.socket.resetAndDestroy();
  expect(await s.request(1)).toMatchObject({ outcome: 'no-request' });
});

test('whatever a client sends, the connection ends, and its records are in order', async () => {
  await using origin = await tcpOrigin((socket) => socket.resume().on('end', () => socket.end()));
  await using s = await scene({ dial: () => origin });
  const parts = [
    'CONNECT ',
    'GET ',
    'http://a.test/',
    'a.test:443',
    ' HTTP/1.1',
    '\r\n',
    '\r\n\r\n',
    'Host: a',
    '\n',
    '\0',
  ];
  const bytes = fc.oneof(
    fc.array(fc.constantFrom(...parts)).map((some) => Buffer.from(some.join(''), 'latin1')),
    fc.uint8Array({ maxLength: 300 }).map((some) => Buffer.from(some)),
  );
  const property = fc.asyncProperty(bytes, fc.nat(), async (whole, at) => {
    using client = await s.client();
    client.socket.setNoDelay(true);
    const cut = whole.length === 0 ? 0 : at % whole.length;
    await new Promise((resolve) => client.socket.write(whole.subarray(0, cut), resolve));
    client.socket.end(whole.subarray(cut));
    await client.rest();
  });
  await fc.assert(property, { seed: SEED, numRuns: 300 });
  await s.proxy[Symbol.asyncDispose]();
  expect(s.sink.records.map(({ sequence }) => sequence)).toEqual(s.sink.records.map((_, index) => index + 1));
});
