import { lookup } from 'node:dns';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { collectRecords, type InstrumentedProxy, startInstrumentedProxy } from '../../../proxies/index.ts';
import type { Destination, OwnProxy } from '../own-proxy.ts';
import { measure } from './figures.ts';

const website = http.createServer((request, response) => response.end(Buffer.alloc(Number(request.url?.slice(1)))));
let running: InstrumentedProxy;
beforeAll(async () => {
  website.listen(0, '127.0.0.1');
  await once(website, 'listening');
  running = await startInstrumentedProxy({ name: 'own', access: { kind: 'open' }, sink: collectRecords() });
});
afterAll(async () => {
  await running[Symbol.asyncDispose]();
  website.close();
});

/** Measured, without what is new in each run. */
async function figuresFor(bytes: number): Promise<string> {
  const authority = `127.0.0.1:${(website.address() as AddressInfo).port}`;
  const url = `http://${authority}/${bytes}`;
  const sample: Destination = { kind: 'forward', host: '127.0.0.1', authority, tls: false, url };
  const name = { index: 0, name: 'own', authenticated: false, patterns: [] };
  const proxy: OwnProxy = { name, address: running.address, credentials: undefined, needed: [sample], sample };
  const { seen, level, verdict } = await measure(proxy, sample, lookup);
  expect({ level, verdict }).toEqual({ level: 'undocumented', verdict: 'conforms' });
  return seen.replace(/\d+\.\d ms/g, 'N ms').replace(/\d+ kB\/s/g, 'N kB/s');
}

test('a body of some size has a rate, both ways', async () => {
  expect(await figuresFor(200_000)).toBe(
    'The answer of own took N ms (median), a direct connection N ms. GET through own: N ms for 200000 bytes (N kB/s); directly: N ms for 200000 bytes (N kB/s).',
  );
});

test('a few bytes have none', async () => {
  expect(await figuresFor(100)).toContain('GET through own: N ms for 100 bytes (too few for a rate); directly:');
});
