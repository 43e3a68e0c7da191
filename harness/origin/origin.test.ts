import { createHash } from 'node:crypto';
import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import net, { type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import tls from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { OriginSighting } from '../evidence/sightings.ts';
import { type Origin, startOrigin } from './origin.ts';

const CANARY = 'acpc.user_0a+@=-';
const H2_HOST = 'h2.example';
const MARKER = 'abcdefgh-7';
const PATH = `/.well-known/acpc-probe/${MARKER}`;

let origin: Origin;
let sightings: OriginSighting[];
beforeEach(async () => {
  sightings = [];
  origin = await startOrigin({
    onSighting: (sighting) => void sightings.push(sighting),
    canaries: () => [CANARY],
    offersHttp2: (serverName) => serverName.toLowerCase() === H2_HOST,
  });
});
afterEach(() => origin[Symbol.asyncDispose]());

interface Answer {
  readonly status: number | undefined;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
  /** The client's own end of the connection. */
  readonly localPort: number | undefined;
}

async function get(client: typeof http | typeof https, options: https.RequestOptions = {}): Promise<Answer> {
  const { address: host, port } = origin.address;
  const request = client.request({ host, port, path: PATH, rejectUnauthorized: false, agent: false, ...options });
  request.end();
  const [response]: IncomingMessage[] = await once(request, 'response');
  if (response === undefined) throw new Error('no response');
  const localPort = response.socket.localPort;
  return { status: response.statusCode, headers: response.headers, body: await text(response), localPort };
}

/** What every sighting of a client at that port holds. */
function seenFrom(port: number | undefined, rest: Partial<OriginSighting>): OriginSighting {
  return {
    witness: 'origin',
    at: expect.any(Number),
    marker: MARKER as NonNullable<OriginSighting['marker']>,
    scheme: 'http',
    protocol: 'http/1.1',
    method: 'GET',
    authority: 'www.example',
    peer: { address: '127.0.0.1', port: port ?? -1 },
    connectionAcceptedAt: expect.any(Number),
    leakedHeaders: [],
    ...rest,
  };
}

function connect(): Socket {
  return net.connect(origin.address.port, origin.address.address);
}

describe('over every protocol, one request is one exact sighting', () => {
  test('http', async () => {
    const before = performance.timeOrigin + performance.now();
    const answer = await get(http, { headers: { host: 'www.example' } });
    expect(answer).toMatchObject({
      status: 200,
      headers: { connection: 'close', 'access-control-allow-origin': '*', 'cache-control': 'no-store' },
      body: `<!doctype html><title>origin</title><link rel="icon" href="data:,"><p data-marker="${MARKER}">${MARKER}</p>`,
    });
    expect(sightings).toStrictEqual([seenFrom(answer.localPort, {})]);
    const [{ at = 0, connectionAcceptedAt = 0 } = {}] = sightings;
    expect([before, connectionAcceptedAt, at]).toEqual([before, connectionAcceptedAt, at].sort((a, b) => a - b));
  });

  test('http/1.0, which names no host', async () => {
    const client = connect();
    client.write(`HEAD ${PATH} HTTP/1.0\r\n\r\n`);
    expect(await text(client)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(sightings).toMatchObject([{ protocol: 'http/1.0', method: 'HEAD', authority: '' }]);
  });

  test('https, with the server name of the handshake', async () => {
    const { headers, localPort } = await get(https, { servername: 'tls.example', headers: { host: 'www.example' } });
    expect(headers.connection).toBe('close');
    expect(sightings).toStrictEqual([seenFrom(localPort, { scheme: 'https', serverName: 'tls.example' })]);
  });

  test('https without a server name', async () => {
    const { localPort } = await get(https, { servername: '', headers: { host: 'www.example' } });
    expect(sightings).toStrictEqual([seenFrom(localPort, { scheme: 'https' })]);
  });

  test('h2, for the hosts that are offered it', async () => {
    const { address, port } = origin.address;
    const session = http2.connect(`https://${address}:${port}`, { servername: H2_HOST, rejectUnauthorized: false });
    const stream = session.request({ ':path': PATH, ':authority': 'www.example' });
    const [headers] = await once(stream, 'response');
    expect(await text(stream)).toContain(`data-marker="${MARKER}"`);
    expect(headers).toMatchObject({ ':status': 200, 'access-control-allow-origin': '*' });
    expect(headers).not.toHaveProperty('connection');
    expect(sightings).toStrictEqual([
      seenFrom(session.socket.localPort, { scheme: 'https', protocol: 'h2', serverName: H2_HOST }),
    ]);
    session.destroy();
  });

  test('two streams of one h2 connection share its peer', async () => {
    const { address, port } = origin.address;
    const session = http2.connect(`https://${address}:${port}`, { servername: H2_HOST, rejectUnauthorized: false });
    await Promise.all([1, 2].map(async (n) => text(session.request({ ':path': `/.acpc-probe/abcdefgh-${n}` }))));
    const [one, two] = sightings;
    expect(one?.peer).toEqual(two?.peer);
    expect(one?.connectionAcceptedAt).toBe(two?.connectionAcceptedAt);
    expect(new Set([one?.marker, two?.marker])).toEqual(new Set(['abcdefgh-1', 'abcdefgh-2']));
    session.destroy();
  });

  test('every other host is offered http/1.1 only', async () => {
    const { address: host, port } = origin.address;
    const client = tls.connect({
      host,
      port,
      servername: 'www.example',
      ALPNProtocols: ['h2', 'http/1.1'],
      rejectUnauthorized: false,
    });
    await once(client, 'secureConnect');
    expect(client.alpnProtocol).toBe('http/1.1');
    client.destroy();
  });

  test.each(['ws', 'wss'] as const)('%s: the marker is the first message', async (scheme) => {
    const { address, port } = origin.address;
    const url = `${scheme}://${address}:${port}${PATH}`;
    const client = new WebSocket(url, {
      rejectUnauthorized: false,
      headers: { host: 'www.example' },
    });
    let localPort: number | undefined;
    client.once('upgrade', ({ socket }) => {
      localPort = socket.localPort;
    });
    const [message] = await once(client, 'message');
    expect(String(message)).toBe(MARKER);
    expect(sightings).toStrictEqual([seenFrom(localPort, { scheme })]);
    const closed = once(client, 'close');
    client.close();
    expect((await closed)[0]).toBe(1005);
  });
});

describe('markers', () => {
  test.each([
    ['/page/.acpc-probe/abcdefgh-1?x=/.acpc-probe/abcdefgh-9', 'abcdefgh-1'],
    ['/.acpc-probe/abcdefgh-17', 'abcdefgh-17'],
  ])('%s', async (path, marker) => {
    await get(http, { path });
    expect(sightings.map((sighting) => sighting.marker)).toEqual([marker]);
  });

  test.each(['/', '/favicon.ico', '/.acpc-probe/abcdefgh-0', '/.acpc-probe/abcdefgh-1/more', '*'])(
    '%s has none',
    async (path) => {
      const { body } = await get(http, { path, method: path === '*' ? 'OPTIONS' : 'GET' });
      expect(body).toContain('data-marker=""');
      expect(sightings).toHaveLength(1);
      expect(sightings[0]).not.toHaveProperty('marker');
    },
  );
});

describe('headers that should have stopped at a proxy are reported by name', () => {
  test.each([
    ['http', http],
    ['https', https],
  ])('over %s', async (_, client) => {
    const headers = {
      'Proxy-Authorization': 'Basic x',
      'X-Note': `a ${CANARY} b`,
      Cookie: 'harmless',
      'X-Twice': ['1', CANARY],
    };
    await get(client, { headers });
    expect(sightings.map(({ leakedHeaders }) => leakedHeaders)).toEqual([['proxy-authorization', 'x-note', 'x-twice']]);
    expect(JSON.stringify(sightings)).not.toContain(CANARY);
  });
});

test.each([
  ['http', http],
  ['https', https],
])('credentials in the URL are reported, over %s', async (_, client) => {
  await get(client, { path: `/page?note=${encodeURIComponent(CANARY)}` });
  expect(sightings.map(({ leakedHeaders }) => leakedHeaders)).toEqual([['request target']]);
  expect(JSON.stringify(sightings)).not.toContain(CANARY);
});

test('credentials in the URL are reported, over h2', async () => {
  const { address, port } = origin.address;
  const session = http2.connect(`https://${address}:${port}`, { servername: H2_HOST, rejectUnauthorized: false });
  await text(session.request({ ':path': `/page?note=${CANARY}` }));
  session.destroy();
  expect(sightings.map(({ leakedHeaders }) => leakedHeaders)).toEqual([['request target']]);
});

test('the public key’s hash is that of the certificate that clients see, made anew for every origin', async () => {
  const { address: host, port } = origin.address;
  const client = tls.connect({ host, port, rejectUnauthorized: false });
  await once(client, 'secureConnect');
  const certificate = client.getPeerX509Certificate();
  const spki = certificate?.publicKey.export({ type: 'spki', format: 'der' }) ?? '';
  expect(origin.publicKeyHash).toBe(createHash('sha256').update(spki).digest('base64'));
  expect(certificate?.subjectAltName).toBe('DNS:origin.invalid');
  client.destroy();

  await using other = await startOrigin({ onSighting: () => undefined });
  expect(other.publicKeyHash).not.toBe(origin.publicKeyHash);
});

test('disposing ends every connection, whatever its state', async () => {
  const { address: host, port } = origin.address;
  const silent = connect();
  const half = connect();
  half.write('GET / HTTP/1.1\r\nHost:');
  const handshaking = connect();
  handshaking.write(Buffer.from([0x16, 3]));
  const secure = tls.connect({ host, port, rejectUnauthorized: false });
  const webSocket = new WebSocket(`wss://${host}:${port}/`, { rejectUnauthorized: false });
  const session = http2.connect(`https://${host}:${port}`, { servername: H2_HOST, rejectUnauthorized: false });
  const many = Array.from({ length: 200 }, connect);
  await Promise.all([
    once(secure, 'secureConnect'),
    once(webSocket, 'message'),
    once(session, 'remoteSettings'),
    ...[silent, half, handshaking, ...many].map((socket) => once(socket, 'connect')),
  ]);
  // Connections are accepted in order: once this is answered, all of them are there.
  await get(http);
  const ended = [silent, half, handshaking, secure, webSocket, session, ...many].map((client) => {
    client.on('error', () => undefined);
    return new Promise((resolve) => void client.once('close', resolve));
  });
  for (const socket of [silent, half, handshaking, secure, ...many]) socket.resume();
  await origin[Symbol.asyncDispose]();
  await Promise.all(ended);
  await expect(get(http)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  // For the hook, which disposes whatever there is.
  origin = await startOrigin({ onSighting: () => undefined });
});
