import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
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
