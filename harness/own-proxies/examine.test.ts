import { once } from 'node:events';
import http from 'node:http';
import { type AddressInfo, connect, createServer, type LookupFunction, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createOriginCertificate } from '../origin/certificate.ts';
import { examine } from './examine.ts';
import type { Destination, OwnProxy } from './own-proxy.ts';

const TUNNELS = ['a.test:443', 'b.test:443', 'c.test:443'].map(
  (authority): Destination => ({
    kind: 'tunnel',
    host: authority.replace(':443', ''),
    authority,
    tls: true,
    url: `https://${authority}/`,
  }),
);
const FORWARD: Destination = {
  kind: 'forward',
  host: 'a.test',
  authority: 'a.test:80',
  tls: false,
  url: 'http://a.test/',
};

/** Nobody is known here. */
const lookup: LookupFunction = (_host, _options, done) => done(new Error('ENOTFOUND'), '', 0);

/** A proxy that answers as a test says: with a status, or (`undefined`) by breaking the connection off. */
const server = http.createServer();
let asked: string[] = [];
let answers: (asked: string) => number | undefined;
beforeEach(async () => {
  asked = [];
  server.removeAllListeners('connect').removeAllListeners('request');
  server.on('connect', ({ url = '' }: http.IncomingMessage, socket: Duplex) => {
    asked.push(`CONNECT ${url}`);
    const status = answers(`CONNECT ${url}`);
    if (status === undefined) socket.destroy();
    else socket.end(`HTTP/1.1 ${status} Said\r\n\r\n`);
  });
  server.on('request', ({ method, url }, response) => {
    asked.push(`${method} ${url}`);
    const status = answers(`${method} ${url}`);
    if (status === undefined) response.destroy();
    else response.writeHead(status).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
});

function proxyFor(needed: readonly [Destination, ...Destination[]]): OwnProxy {
  return {
    name: { index: 0, name: 'own', authenticated: true, patterns: [] },
    address: { host: '127.0.0.1', port: (server.address() as AddressInfo).port },
    credentials: { username: 'name', password: 'word' },
    needed,
    sample: needed[0],
  };
}

async function verdicts(proxy: OwnProxy): Promise<Readonly<Record<string, string>>> {
  const { checks } = await examine(proxy, lookup, undefined);
  return Object.fromEntries(checks.map(({ requirement, verdict, seen }) => [requirement, `${verdict}: ${seen}`]));
}

test('credentials that are refused are tried once, for a proxy may count and lock the account', async () => {
  answers = () => 407;
  const [a, ...rest] = TUNNELS;
  expect(await verdicts(proxyFor([a ?? FORWARD, ...rest]))).toMatchObject({
    'P-CREDENTIALS-ACCEPTED': expect.stringMatching(/^violates: It answers 407: it refuses/),
  });
  expect(asked).toEqual(['CONNECT a.test:443']);
});

test('a 401 may be the site’s own; a tunnel tells', async () => {
  answers = () => 401;
  expect(await verdicts(proxyFor([FORWARD]))).toMatchObject({
    'P-CREDENTIALS-ACCEPTED': expect.stringMatching(/^violates: It answers 401: it refuses/),
  });
  expect(asked).toEqual(['HEAD http://a.test/', 'CONNECT a.test:80']);
});

test('a site’s own 401 is none of the proxy’s', async () => {
  answers = (what) => (what.startsWith('CONNECT') ? 403 : 401);
  expect(await verdicts(proxyFor([FORWARD]))).toMatchObject({
    'P-CREDENTIALS-ACCEPTED': 'conforms: It answers 401.',
    'P-CONNECTS': 'conforms: It answers 401.',
  });
});

test('a proxy that answers nothing where names are needed is there all the same', async () => {
  answers = (what) => (what === 'CONNECT 127.0.0.1:9' ? 403 : undefined);
  const [a, ...rest] = TUNNELS;
  expect(await verdicts(proxyFor([a ?? FORWARD, ...rest]))).toMatchObject({
    'P-REACHABLE': 'conforms: own answers 403.',
    'P-CONNECTS': 'violates: It gives no answer (ECONNRESET).',
  });
});

test('one that answers nothing at all is not', async () => {
  answers = () => undefined;
  const { checks, usable } = await examine(proxyFor([FORWARD]), lookup, undefined);
  expect({ usable, requirements: checks.map(({ requirement }) => requirement) }).toEqual({
    usable: false,
    requirements: ['P-REACHABLE'],
  });
});

const ONLY_TLS = {
  usable: false,
  checks: [
    {
      requirement: 'P-REACHABLE',
      verdict: 'violates',
      seen: expect.stringMatching(/^own \S.*: it speaks TLS at this port\.$/),
      findings: [
        {
          cause:
            'A configuration has no scheme, and sessions speak plain HTTP to proxies. Name a port at which the proxy does.',
        },
      ],
    },
  ],
};

test('a proxy that speaks TLS at its port, and breaks everything else off, is told apart', async () => {
  const { certificate, key } = await createOriginCertificate();
  await using secure = await listening(tls.createServer({ cert: certificate, key }));
  expect(await examine({ ...proxyFor([FORWARD]), address: secure.address }, lookup, undefined)).toMatchObject(ONLY_TLS);
});

test('so is one that answers in plain HTTP that it wants TLS', async () => {
  const { certificate, key } = await createOriginCertificate();
  await using secure = await listening(tls.createServer({ cert: certificate, key }));
  const accept = (client: Socket): void => {
    client.once('data', (first: Buffer) => {
      if (first[0] !== TLS_HANDSHAKE) return client.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n');
      const inner = connect(secure.address.port, secure.address.host);
      inner.on('error', () => client.destroy()).on('close', () => client.destroy());
      inner.write(first);
      return client
        .on('close', () => inner.destroy())
        .pipe(inner)
        .pipe(client);
    });
  };
  await using front = await listening(createServer(accept));
  expect(await examine({ ...proxyFor([FORWARD]), address: front.address }, lookup, undefined)).toMatchObject(ONLY_TLS);
});

test('a 400 of a proxy that speaks plain HTTP is just an answer', async () => {
  answers = () => 400;
  expect(await verdicts(proxyFor([FORWARD]))).toMatchObject({ 'P-REACHABLE': 'conforms: own answers 400.' });
});

/** The first byte of a record that begins a handshake. */
const TLS_HANDSHAKE = 0x16;

async function listening(listener: Server) {
  const sockets = new Set<Socket>();
  listener.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => socket.destroy())));
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  return {
    address: { host: '127.0.0.1', port: (listener.address() as AddressInfo).port },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      listener.close();
      await once(listener, 'close');
    },
  };
}
