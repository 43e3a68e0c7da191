import { createHash } from 'node:crypto';
import { once } from 'node:events';
import net from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { OriginSighting } from '../evidence/sightings.ts';
import { MARKER_HEADER } from '../matrix/marker.ts';
import { type Origin, startOrigin } from './origin.ts';

const MARKER = 'abcdefgh-7';
const PATH = `/.well-known/acpc-probe/${MARKER}`;

let origin: Origin;
let sightings: OriginSighting[] = [];
beforeAll(async () => {
  origin = await startOrigin({ onSighting: (sighting) => void sightings.push(sighting) });
});
beforeEach(() => {
  sightings = [];
});
afterAll(() => origin[Symbol.asyncDispose]());

function ask(query: string, options: RequestInit = {}): Promise<Response> {
  const { address, port } = origin.address;
  return fetch(`http://${address}:${port}${PATH}${query}`, { redirect: 'manual', ...options });
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('a request says what it wants to be answered with', () => {
  test.each([
    ['', 200, 'text/html; charset=utf-8'],
    ['?as=nonsense', 200, 'text/html; charset=utf-8'],
    ['?as=script', 200, 'text/javascript'],
    ['?as=service-worker&to=x', 200, 'text/javascript'],
    ['?as=style', 200, 'text/css'],
    ['?as=image', 200, 'image/gif'],
    ['?as=font', 200, 'font/woff2'],
    ['?as=media', 206, 'audio/wav'],
    ['?as=events', 200, 'text/event-stream'],
    ['?as=download', 200, 'application/octet-stream'],
  ])('%s', async (query, status, type) => {
    const response = await ask(query);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get(MARKER_HEADER)).toBe(MARKER);
    await response.arrayBuffer();
    expect(sightings.map(({ marker }) => marker)).toEqual([MARKER]);
  });

  test('?as=redirect keeps the method', async () => {
    const response = await ask(`?as=redirect&to=${encodeURIComponent('https://www.example.test/?as=image&x=1')}`);
    expect(response.status).toBe(307);
    expect(response.headers.get('location')).toBe('https://www.example.test/?as=image&x=1');
  });

  test('media is a whole WAVE file', async () => {
    const file = Buffer.from(await (await ask('?as=media')).arrayBuffer());
    expect(file.subarray(0, 4).toString()).toBe('RIFF');
    expect(file.readUInt32LE(4)).toBe(file.length - 8);
    expect(file.readUInt32LE(40)).toBe(file.length - 44);
  });

  test('any page may ask for anything', async () => {
    const { headers } = await ask('', { method: 'OPTIONS' });
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('access-control-allow-methods')).toBe('*');
    expect(headers.get('access-control-allow-headers')).toBe('*');
  });
});

test.each([
  ['', 'close'],
  ['?keeper', 'close'],
  ['?keep', 'keep-alive'],
  ['?as=script&keep', 'keep-alive'],
])('%s: the connection is to %s', async (query, connection) => {
  expect((await ask(query)).headers.get('connection')).toBe(connection);
});

describe('bodies', () => {
  test('are testified by length and digest', async () => {
    const body = 'x'.repeat(300_000);
    await ask('', { method: 'POST', body });
    expect(sightings).toMatchObject([{ method: 'POST', body: { bytes: body.length, sha256: sha256(body) } }]);
  });

  test('may be sent in chunks', async () => {
    const body = new Blob(['hello']).stream();
    await ask('', { method: 'PUT', body, duplex: 'half' } as RequestInit);
    expect(sightings).toMatchObject([{ body: { bytes: 5, sha256: sha256('hello') } }]);
  });

  test('that break off are testified as far as they came', async () => {
    const { address, port } = origin.address;
    const client = net.connect(port, address);
    client.write(`POST ${PATH} HTTP/1.1\r\nHost: a.test\r\nContent-Length: 10\r\n\r\nhello`);
    await once(client, 'connect');
    client.end();
    await once(client.resume(), 'close');
    expect(sightings).toMatchObject([{ body: { bytes: 5, sha256: sha256('hello') } }]);
  });

  test('are nothing to testify where there are none', async () => {
    await ask('', { method: 'POST' });
    expect(sightings).toHaveLength(1);
    expect(sightings[0]).not.toHaveProperty('body');
  });
});
