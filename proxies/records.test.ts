import { expect, test } from 'vitest';
import { httpOrigin, tcpOrigin } from './fixtures/origins.ts';
import { rawClient } from './fixtures/raw-client.ts';
import { gist, scene } from './fixtures/scene.ts';
import { startInstrumentedProxy } from './instrumented-proxy.ts';
import type { ProxyRecord } from './record.ts';
import { collectRecords } from './sinks/collect-records.ts';

const CONNECT = 'CONNECT a.test:443 HTTP/1.1\r\nHost: a.test:443\r\n\r\n';
const GET = 'GET http://a.test/ HTTP/1.1\r\nHost: a.test\r\n\r\n';

/** Every exchange has its `request` and its `end`, in this order, and no number is missing. */
function expectComplete(records: readonly ProxyRecord[]): void {
  expect(records.map(({ sequence }) => sequence)).toEqual(records.map((_, index) => index + 1));
  const exchanges = [...new Set(records.map(({ exchange }) => exchange))];
  for (const exchange of exchanges) {
    const types = records.filter((record) => record.exchange === exchange).map(({ type }) => type);
    expect(types).toEqual(['request', 'end']);
  }
}

test('disposal ends what is under way, writes what is due, and lets go of the port', async () => {
  await using origin = await tcpOrigin((socket) => socket.resume());
  const s = await scene({ dial: () => origin });
  const clients = await Promise.all(Array.from({ length: 5 }, () => s.client()));
  const [tunnel, forward, partial, silent, upgrade] = clients;
  await tunnel?.send(CONNECT).until('\r\n\r\n');
  forward?.send(GET);
  upgrade?.send('GET http://a.test/ HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n');
  await s.sink.written(3);
  await new Promise((resolve) => partial?.socket.write('CONN', resolve));
  expect(silent?.received).toBe('');
  await s[Symbol.asyncDispose]();

  const { records } = s.sink;
  expectComplete(records);
  expect(records.filter(({ type }) => type === 'end')).toHaveLength(5);
  expect(records.filter((record) => record.type === 'end' && record.closedBy !== 'proxy')).toEqual([]);
  const silence = records.filter((record) => record.type === 'request' && record.outcome === 'no-request');
  const detail = 'The proxy closed a connection on which no whole request had come.';
  expect(silence).toMatchObject([{ detail }, { detail }]);
  expect(s.proxy.connections).toBe(0);
  await expect(rawClient(s.proxy.address)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await Promise.all(clients.map((client) => client.finish().gone()));
  expect(s.sink.records).toBe(records);
});

test('disposal twice is disposal once', async () => {
  const s = await scene();
  await s.proxy[Symbol.asyncDispose]();
  await s.proxy[Symbol.asyncDispose]();
  expect(s.sink.records).toEqual([]);
});

test('times are of the wall clock, in order, and an end says how long its exchange took', async () => {
  await using origin = await httpOrigin((_request, response) => response.end('ok'));
  const before = performance.timeOrigin + performance.now();
  await using s = await scene({ dial: () => origin });
  using client = await s.client();
  await client.send(GET).until('ok');
  const end = await s.end(1);
  const { at } = await s.request(1);
  expect(at).toBeGreaterThanOrEqual(before);
  expect(end.at).toBeGreaterThanOrEqual(at);
  expect(end.durationMilliseconds).toBeGreaterThan(0);
});

test('a request is on record before its client learns of its fate', async () => {
  await using origin = await tcpOrigin((socket) => socket.pipe(socket));
  await using s = await scene({ dial: () => origin });
  using client = await s.client();
  await client.send(CONNECT).until('HTTP/1.1 200');
  expect(s.sink.records).toHaveLength(1);
});

test('a sink that cannot take more slows requests down, and none is lost', async () => {
  await using origin = await tcpOrigin((socket) => socket.pipe(socket));
  const sink = collectRecords();
  let release: () => void = () => {};
  let held: Promise<void> | undefined = new Promise((resolve) => {
    release = resolve;
  });
  let asked = 0;
  const pressure = () => {
    asked++;
    return held;
  };
  await using proxy = await startInstrumentedProxy({
    name: 'proxy-a',
    access: { kind: 'open' },
    sink: { write: (record) => sink.write(record), pressure },
    dial: () => origin,
  });
  const clients = await Promise.all(Array.from({ length: 3 }, () => rawClient(proxy.address)));
  using patient = clients[0];
  using other = clients[1];
  using impatient = clients[2];
  for (const client of clients) client.send(CONNECT);
  await expect.poll(() => asked).toBe(3);
  impatient?.socket.resetAndDestroy();
  await expect.poll(() => proxy.connections).toBe(2);
  expect(sink.records).toEqual([]);
  held = undefined;
  release();
  await patient?.until('Established\r\n\r\n');
  await other?.until('Established\r\n\r\n');
  const requests = sink.records.flatMap((record) => (record.type === 'request' ? [gist(record)] : []));
  expect(requests.map(({ outcome }) => outcome).sort()).toEqual(['established', 'established', 'no-request']);
  expect(requests.find(({ outcome }) => outcome === 'no-request')?.['detail']).toBe(
    'The client went away before its request could be handled.',
  );
});

test('a proxy that cannot listen says why', async () => {
  await using s = await scene();
  const { port } = s.proxy.address;
  const second = startInstrumentedProxy({ name: 'b', access: { kind: 'open' }, sink: s.sink, port });
  await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('connections counts the clients that are connected now', async () => {
  await using s = await scene();
  const client = await s.client();
  await expect.poll(() => s.proxy.connections).toBe(1);
  client.finish();
  await s.end(1);
  await expect.poll(() => s.proxy.connections).toBe(0);
});
