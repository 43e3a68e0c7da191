import { once } from 'node:events';
import http2 from 'node:http2';
import https from 'node:https';
import net, { type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import tls from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { OriginSighting } from '../evidence/sightings.ts';
import { type Origin, startOrigin } from './origin.ts';

const H2_HOST = 'h2.example';
const PATH = '/.well-known/acpc-probe/abcdefgh-7';

let origin: Origin;
let sightings: OriginSighting[];
beforeEach(async () => {
  sightings = [];
  origin = await startOrigin({
    onSighting: (sighting) => void sightings.push(sighting),
    offersHttp2: (serverName) => serverName === H2_HOST,
  });
});
afterEach(() => origin[Symbol.asyncDispose]());

function connect(): Socket {
  return net.connect(origin.address.port, origin.address.address);
}

async function statusOverTls(): Promise<number | undefined> {
  const { address: host, port } = origin.address;
  const request = https.request({ host, port, rejectUnauthorized: false, agent: false }).end();
  const [response] = await once(request, 'response');
  response.resume();
  return response.statusCode;
}

describe('clients that misbehave end nobody but themselves', () => {
  afterEach(async () => {
    expect(await statusOverTls()).toBe(200);
  });

  test('one that resets in the middle of a TLS handshake', async () => {
    const client = connect();
    await once(client, 'connect');
    client.write(Buffer.from([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3]), () => client.resetAndDestroy());
    await once(client, 'close');
  });

  test('one that does not trust the certificate', async () => {
    const { address: host, port } = origin.address;
    const client = tls.connect({ host, port, servername: 'www.example' });
    const [error] = await once(client, 'error');
    expect(error).toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  });

  test.each([
    ['plain garbage', Buffer.from('\0\x01\x02 garbage\r\n\r\n')],
    ['what begins like TLS and is none', Buffer.from('\x16\x03\x01garbage that is long enough to be a record')],
    ['a request cut short by a reset', Buffer.from('GET / HTTP/1.1\r\nHost: a')],
  ])('%s', async (_, bytes) => {
    const client = connect();
    client.on('error', () => undefined);
    client.write(bytes);
    if (bytes.includes('Host')) client.end();
    await once(client.resume(), 'close');
    expect(sightings).toEqual([]);
  });

  test('garbage inside TLS', async () => {
    const { address: host, port } = origin.address;
    const client = tls.connect({
      host,
      port,
      servername: 'www.example',
      ALPNProtocols: ['http/1.1'],
      rejectUnauthorized: false,
    });
    client.on('error', () => undefined);
    client.write('\0\x01 garbage\r\n\r\n');
    await once(client.resume(), 'close');
  });

  test('garbage inside h2', async () => {
    const { address: host, port } = origin.address;
    const client = tls.connect({ host, port, servername: H2_HOST, ALPNProtocols: ['h2'], rejectUnauthorized: false });
    client.on('error', () => undefined);
    client.write('this is no connection preface at all, and long enough');
    await once(client.resume(), 'close');
  });

  test('a stream of h2 that is reset before its answer', async () => {
    const { address, port } = origin.address;
    const session = http2.connect(`https://${address}:${port}`, { servername: H2_HOST, rejectUnauthorized: false });
    const stream = session.request({ ':path': PATH });
    stream.on('error', () => undefined);
    stream.close(http2.constants.NGHTTP2_CANCEL);
    await once(stream, 'close');
    session.destroy();
  });

  test('an upgrade to something else, and a WebSocket without its key', async () => {
    for (const head of ['Upgrade: tea', 'Upgrade: websocket\r\nSec-WebSocket-Version: 13']) {
      const client = connect();
      client.write(`GET ${PATH} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\n${head}\r\n\r\n`);
      expect(await text(client)).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    }
  });

  test('a WebSocket that is reset', async () => {
    const client = new WebSocket(`ws://127.0.0.1:${origin.address.port}${PATH}`);
    await once(client, 'message');
    client.terminate();
    await once(client, 'close');
  });
});
