import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { tcpOrigin } from '../fixtures/origins.ts';
import { gist, scene } from '../fixtures/scene.ts';
import type { Behaviour } from './table.ts';

const CONNECT = 'CONNECT a.test:443 HTTP/1.1\r\nHost: a.test:443\r\n\r\n';
const GET = 'GET http://a.test/ HTTP/1.1\r\nHost: a.test\r\n\r\n';
const none = { kind: 'none', method: '', authority: '', credentials: 'absent', outcome: 'misbehaved' };
const tunnel = { ...none, kind: 'tunnel', method: 'CONNECT', authority: 'a.test:443' };
const forward = { ...none, kind: 'forward', method: 'GET', authority: 'a.test:80' };

const behaving = (behaviour: Behaviour) =>
  scene({
    behaviour,
    dial: () => {
      throw new Error('A misbehaving proxy never dials.');
    },
  });

test('refuse: a reset at once, before anything is asked', async () => {
  await using s = await behaving({ kind: 'refuse' });
  // The reset may overtake the client's own notice that it is connected.
  const socket = connect(s.proxy.address);
  expect(await once(socket, 'error')).toMatchObject([{ code: 'ECONNRESET' }]);
  const detail = 'Configured to reset every connection at once.';
  expect(gist(await s.request(1))).toEqual({ ...none, detail });
  expect(await s.end(1)).toMatchObject({ closedBy: 'proxy' });
});

test.each([
  [CONNECT, tunnel],
  [GET, forward],
  ['garbage\r\n\r\n', none],
])('black-hole: %j is read and never answered; the client ends it', async (request, facts) => {
  await using s = await behaving({ kind: 'black-hole' });
  using client = await s.client();
  expect(await client.finish(`${request}and more`).rest()).toBe('');
  expect(gist(await s.request(1))).toEqual({ ...facts, detail: 'Configured never to answer.' });
  expect(await s.end(1)).toMatchObject({ closedBy: 'client' });
});

test('black-hole: a connection that waits is ended by the disposal of the proxy', async () => {
  const s = await behaving({ kind: 'black-hole' });
  using client = await s.client();
  client.send(CONNECT);
  await s.sink.written(1);
  await s[Symbol.asyncDispose]();
  expect(await client.rest()).toBe('');
  expect(await s.end(1)).toMatchObject({ closedBy: 'proxy' });
});

test.each([
  [CONNECT, tunnel],
  [GET, forward],
])('reset-after-request: %j', async (request, facts) => {
  await using s = await behaving({ kind: 'reset-after-request' });
  using client = await s.client();
  const gone = client.gone();
  client.send(request);
  expect(await gone).toBe('ECONNRESET');
  const detail = 'Configured to reset the connection after reading a request.';
  expect(gist(await s.request(1))).toEqual({ ...facts, detail });
});

test.each([
  [CONNECT, tunnel],
  [GET, forward],
])('close-after-request: %j', async (request, facts) => {
  await using s = await behaving({ kind: 'close-after-request' });
  using client = await s.client();
  expect(await client.send(request).rest()).toBe('');
  client.finish();
  expect(await client.gone()).toBe('closed');
  const detail = 'Configured to close the connection after reading a request.';
  expect(gist(await s.request(1))).toEqual({ ...facts, detail });
});

test.each([
  [CONNECT, tunnel],
  [GET, forward],
])('respond: %j', async (request, facts) => {
  await using s = await behaving({ kind: 'respond', status: 503, body: 'not today' });
  using client = await s.client();
  expect(await client.send(request).until('not today\n')).toMatch(/^HTTP\/1\.1 503 Service Unavailable\r\n/);
  await client.send(request).until('not today\n');
  const detail = 'Configured to answer every request with 503.';
  expect(gist(await s.request(2))).toEqual({ ...facts, status: 503, detail });
});

test('respond: a 407 carries a challenge, whoever asks', async () => {
  await using s = await behaving({ kind: 'respond', status: 407 });
  using client = await s.client();
  const answer = await client.send(CONNECT).until('every request with 407.\n');
  expect(answer).toContain('Proxy-Authenticate: Basic realm="configured to answer 407"\r\n');
});

test.each([
  [CONNECT, tunnel],
  [GET, forward],
])('garbage: %j', async (request, facts) => {
  await using s = await behaving({ kind: 'garbage' });
  using client = await s.client();
  expect(await client.send(request).rest()).toBe('\x15\x03\x01\x00\x02\x02F\r\n\r\n');
  client.finish();
  const detail = 'Configured to answer every request with bytes that are no HTTP.';
  expect(gist(await s.request(1))).toEqual({ ...facts, detail });
});

test.each([
  [CONNECT, tunnel],
  [GET, forward],
])('reset-after-answer: %j', async (request, facts) => {
  await using s = await behaving({ kind: 'reset-after-answer' });
  using client = await s.client();
  const gone = client.gone();
  await client.send(request).until('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n');
  expect(await gone).toBe('ECONNRESET');
  const detail = 'Configured to reset the connection after answering a request with 200.';
  expect(gist(await s.request(1))).toEqual({ ...facts, status: 200, detail });
});

test.each([
  ['Digest', 'Digest realm="proxy", qop="auth", algorithm=SHA-256, nonce="bm9uY2U", opaque="b3BhcXVl"'],
  ['Negotiate', 'Negotiate'],
  ['NTLM', 'NTLM'],
] as const)('challenge: %s', async (scheme, challenge) => {
  await using s = await behaving({ kind: 'challenge', scheme });
  using client = await s.client();
  const answer = await client.send(CONNECT).until(`by ${scheme} only.\n`);
  expect(answer).toMatch(/^HTTP\/1\.1 407 Proxy Authentication Required\r\n/);
  expect(answer).toContain(`\r\nProxy-Authenticate: ${challenge}\r\n`);
  const detail = `Configured to answer every request with a ${scheme} challenge.`;
  expect(gist(await s.request(1))).toEqual({ ...tunnel, status: 407, detail });
});

test('slow: the proxy does its work after the wait', async () => {
  await using origin = await tcpOrigin((socket) => socket.pipe(socket));
  await using s = await scene({ behaviour: { kind: 'slow', milliseconds: 20 }, dial: () => origin });
  using client = await s.client();
  await client.send(CONNECT).until('Established\r\n\r\n');
  expect(await client.send('hello').until('hello')).toBe('hello');
  client.finish();
  expect(gist(await s.request(1))).toEqual({ ...tunnel, outcome: 'established' });
});

test.each([CONNECT, GET])('slow: the wait ends with a client that leaves, and with the proxy: %j', async (request) => {
  const s = await behaving({ kind: 'slow', milliseconds: 60_000 });
  using leaving = await s.client();
  using staying = await s.client();
  leaving.send(request).socket.resetAndDestroy();
  staying.send(request);
  const detail = 'The client went away before its request could be handled.';
  const silent = 'The client went away without a whole request.';
  expect([detail, silent]).toContain((await s.request(1)).detail);
  await s[Symbol.asyncDispose]();
  expect(await staying.rest()).toBe('');
});

test('behave takes effect from the next request on, also on connections that are open', async () => {
  await using origin = await tcpOrigin((socket) => socket.pipe(socket));
  await using s = await scene({ dial: () => origin });
  using before = await s.client();
  await before.send(CONNECT).until('Established\r\n\r\n');
  using idle = await s.client();
  s.proxy.behave({ kind: 'reset-after-request' });
  const gone = idle.gone();
  idle.send(CONNECT);
  expect(await gone).toBe('ECONNRESET');
  expect(await before.send('still here').until('still here')).toBe('still here');
  s.proxy.behave({ kind: 'normal' });
  using after = await s.client();
  expect(await after.send(CONNECT).until('\r\n\r\n')).toContain('200 Connection Established');
});
