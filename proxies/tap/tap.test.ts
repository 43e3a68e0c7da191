import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cannedOrigin, deadAuthority, deafAuthority, httpOrigin, type Origin, tcpOrigin } from '../fixtures/origins.ts';
import { rawClient } from '../fixtures/raw-client.ts';
import { AUTHORIZED, gist, PASSWORD, USERNAME } from '../fixtures/scene.ts';
import { type InstrumentedProxy, startInstrumentedProxy } from '../instrumented-proxy.ts';
import type { Authority } from '../protocol/authority.ts';
import type { EndRecord, RequestRecord } from '../record.ts';
import { collectRecords, type RecordCollection } from '../sinks/collect-records.ts';
import { startTap, type Tap } from './tap.ts';

const ACCESS = { kind: 'basic', username: USERNAME, password: PASSWORD } as const;
const CONNECT = 'CONNECT a.example:443 HTTP/1.1\r\nHost: a.example:443\r\n';

let origin: Origin;
let proxy: InstrumentedProxy;
let tap: Tap;
let seen: RecordCollection;
/** What the proxy behind the tap recorded. */
let behind: RecordCollection;
beforeEach(async () => {
  origin = await httpOrigin((request, response) => {
    request.resume().on('end', () => response.end(`from the origin of ${request.url}`));
  });
  seen = collectRecords();
  behind = collectRecords();
  proxy = await startInstrumentedProxy({ name: 'real', access: ACCESS, sink: behind, dial: () => origin });
  tap = await startTap({ name: 'real', sink: seen, proxy: proxy.address, access: ACCESS });
});
afterEach(async () => {
  await tap[Symbol.asyncDispose]();
  await proxy[Symbol.asyncDispose]();
  await origin[Symbol.asyncDispose]();
});

const requests = (): readonly RequestRecord[] => seen.records.filter((record) => record.type === 'request');
const ends = (): readonly EndRecord[] => seen.records.filter((record) => record.type === 'end');

test('a tunnel: what was asked for, both ends of the relay, what the proxy answered, and the bytes inside', async () => {
  using client = await rawClient(tap.address);
  await client.send(`${CONNECT}${AUTHORIZED}\r\n`).until('\r\n\r\n');
  const inside = 'GET /inside HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n';
  const answer = await client.send(inside).rest();
  client.finish();
  await seen.ended(1);

  const [record] = requests();
  expect(record && gist(record)).toEqual({
    kind: 'tunnel',
    method: 'CONNECT',
    authority: 'a.example:443',
    credentials: 'valid',
    outcome: 'relayed',
    status: 200,
  });
  const { host, port } = proxy.address;
  expect(record?.relay?.remote).toEqual({ address: host, port });
  const [arrived] = await behind.ended(1);
  expect(arrived).toMatchObject({ client: record?.relay?.local });
  expect(ends()).toMatchObject([{ bytesUp: inside.length, bytesDown: answer.length }]);
});

test('several requests on one connection, with bodies of every framing, are several exchanges', async () => {
  using client = await rawClient(tap.address);
  const head = `HTTP/1.1\r\nHost: a.example\r\n${AUTHORIZED}`;
  await client.send(`POST http://a.example/1 ${head}Content-Length: 3\r\n\r\none`).until('/1');
  await client
    .send(`POST http://a.example:8080/2 ${head}Transfer-Encoding: chunked\r\n\r\n3;x=y\r\ntwo\r\n0\r\nT: v\r\n\r\n`)
    .until('/2');
  const close = 'Connection: close\r\n';
  await client.send(`GET http://a.example/3 ${head}${close}\r\n`).rest();
  client.finish();
  await seen.ended(3);
  expect(requests().map(({ method, authority, status }) => [method, authority, status])).toEqual([
    ['POST', 'a.example:80', 200],
    ['POST', 'a.example:8080', 200],
    ['GET', 'a.example:80', 200],
  ]);
  expect(ends().map(({ exchange, bytesUp }) => [exchange, bytesUp])).toEqual([
    [1, 3],
    [2, 3],
    [3, 0],
  ]);
});

test('after a refused CONNECT the same connection asks again, this time with credentials', async () => {
  using client = await rawClient(tap.address);
  await client.send(`${CONNECT}\r\n`).until('credentials for this proxy are absent.\n');
  await client.send(`${CONNECT}${AUTHORIZED}\r\n`).until('\r\n\r\n');
  expect(requests().map(({ credentials, outcome, status }) => [credentials, outcome, status])).toEqual([
    ['absent', 'authentication-required', 407],
    ['valid', 'relayed', 200],
  ]);
});

test('a CONNECT that is answered with 401 is a request without the right credentials as well', async () => {
  await using odd = await cannedOrigin('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n');
  await using other = await startTap({ name: 'odd', sink: seen, proxy: odd, access: ACCESS });
  using client = await rawClient(other.address);
  await client.send(`${CONNECT}Proxy-Authorization: Basic YTpi\r\n\r\n`).rest();
  expect(requests()).toMatchObject([{ credentials: 'invalid', outcome: 'authentication-required', status: 401 }]);
});

test('bytes arrive as they were sent, in both directions, also those that mean nothing', async () => {
  const noise = Buffer.from(Array.from({ length: 70_000 }, (_, i) => (i * 31 + (i >> 8)) & 0xff)).toString('latin1');
  await using echo = await tcpOrigin((socket) => socket.pipe(socket));
  await using other = await startTap({ name: 'echo', sink: seen, proxy: echo, access: { kind: 'open' } });
  using client = await rawClient(other.address);
  expect(await client.finish(noise).rest()).toBe(noise);
  await seen.ended(1);
  expect(requests().map(gist)).toEqual([
    {
      kind: 'none',
      method: '',
      authority: '',
      credentials: 'absent',
      outcome: 'no-request',
      detail: 'No whole request came.',
    },
  ]);
});

test('a head that comes byte by byte is one request', async () => {
  using client = await rawClient(tap.address);
  for (const byte of `${CONNECT}${AUTHORIZED}\r\n`) client.send(byte);
  await client.until('\r\n\r\n');
  expect(requests()).toMatchObject([{ authority: 'a.example:443', status: 200 }]);
});

test('an upgrade ends the reading of requests', async () => {
  const switching = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n';
  await using server = await tcpOrigin((socket) => {
    socket.once('data', () => {
      socket.write(`${switching}hello`);
      socket.once('data', () => socket.end('bye'));
    });
  });
  await using other = await startTap({ name: 'x', sink: seen, proxy: server, access: { kind: 'open' } });
  using client = await rawClient(other.address);
  await client.send('GET http://a.example/ HTTP/1.1\r\nHost: a.example\r\nUpgrade: x\r\n\r\n').until('hello');
  await client.send('GET http://b.example/ HTTP/1.1\r\n\r\n').rest();
  client.finish();
  await seen.ended(1);
  expect(requests().map(({ authority, status }) => [authority, status])).toEqual([['a.example:80', 101]]);
});

const DEAD_ENDS: readonly (readonly [string, () => Promise<Authority & AsyncDisposable>, number, string])[] = [
  ['nobody listens', deadAuthority, 60_000, 'The tap could not connect to the proxy: ECONNREFUSED.'],
  ['nobody accepts', deafAuthority, 200, 'The tap could not connect to the proxy: ETIMEDOUT.'],
];
test.each(DEAD_ENDS)(
  'where %s, the client is reset and the record says why',
  async (_, start, connectTimeout, detail) => {
    await using nowhere = await start();
    const options = { name: 'gone', sink: seen, proxy: nowhere, access: ACCESS, connectTimeout };
    await using other = await startTap(options);
    using client = await rawClient(other.address);
    expect(await client.send(`${CONNECT}\r\n`).gone()).toBe('ECONNRESET');
    await seen.ended(1);
    expect(requests()).toMatchObject([{ authority: 'a.example:443', outcome: 'unreachable', detail }]);
  },
);

test('a proxy that closes without an answer, and one that resets', async () => {
  for (const way of ['end', 'resetAndDestroy'] as const) {
    await using server = await tcpOrigin((socket) => socket.once('data', () => socket[way]()));
    await using other = await startTap({ name: way, sink: seen, proxy: server, access: ACCESS });
    using client = await rawClient(other.address);
    client.send(`${CONNECT}\r\n`);
    if (way === 'end') {
      expect(await client.rest()).toBe('');
      client.finish();
    }
    expect(await client.gone()).toBe(way === 'end' ? 'closed' : 'ECONNRESET');
  }
  await seen.ended(2);
  expect(requests().map(({ outcome }) => outcome)).toEqual(['unreachable', 'unreachable']);
});

test('a connection that says nothing leaves a record, and the proxy never hears of it', async () => {
  const client = connect(tap.address);
  client.on('connect', () => client.end());
  await seen.ended(1);
  expect(requests()).toMatchObject([{ kind: 'none', outcome: 'no-request', detail: 'No whole request came.' }]);
  expect(behind.records).toEqual([]);
});

test('disposing ends open tunnels and writes their records', async () => {
  using client = await rawClient(tap.address);
  await client.send(`${CONNECT}${AUTHORIZED}\r\n`).until('\r\n\r\n');
  await tap[Symbol.asyncDispose]();
  expect(ends()).toMatchObject([{ exchange: 1, closedBy: 'proxy' }]);
  expect(await client.rest()).toBe('');
});

test('no credential is in a record', async () => {
  using client = await rawClient(tap.address);
  await client.send(`${CONNECT}${AUTHORIZED}\r\n`).until('\r\n\r\n');
  client.finish();
  await seen.ended(1);
  const text = JSON.stringify(seen.records);
  for (const form of [USERNAME, PASSWORD, AUTHORIZED.split(' ').at(-1)?.trim() ?? '']) expect(text).not.toContain(form);
});

test('without anything to compare with, credentials are absent or present; what they are stays between the ends', async () => {
  const records = collectRecords();
  await using other = await startTap({ name: 'real', sink: records, proxy: proxy.address });
  for (const header of ['', AUTHORIZED, 'Proxy-Authorization: Bearer x\r\n']) {
    using client = await rawClient(other.address);
    await client.send(`${CONNECT}${header}\r\n`).until('\r\n\r\n');
  }
  await records.ended(3);
  const said = records.records.filter((record) => record.type === 'request');
  expect(said.map(({ credentials, status }) => [credentials, status])).toEqual([
    ['absent', 407],
    ['present', 200],
    ['present', 407],
  ]);
});
