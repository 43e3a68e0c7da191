import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSquid } from '../squid/squid.ts';
import { squidExecutable } from '../squid/squid-executable.ts';
import { findingsOf, seenBy, verifyWith } from './testing/scene.ts';
import { startWebsite, type Website } from './testing/website.ts';

/** Answers with the address that it was asked from, as public services do. */
const echoServer = http.createServer((request, response) => response.end(`{"ip": "${request.socket.remoteAddress}"}`));
let echo: string;
let website: Website;
beforeAll(async () => {
  website = await startWebsite(['localhost']);
  echoServer.listen(0, '127.0.0.1');
  await once(echoServer, 'listening');
  echo = `http://localhost:${(echoServer.address() as AddressInfo).port}/ip`;
});
afterAll(async () => {
  echoServer.closeAllConnections();
  echoServer.close();
  await website[Symbol.asyncDispose]();
});

async function verifyThrough(configuration: string, echoUrl = echo) {
  await using squid = await startSquid({ executable: squidExecutable(), configuration });
  const entry = { port: squid.port, authenticated: false };
  return await verifyWith([entry], [`http://localhost:${website.port}/`], { echo: echoUrl });
}

const CHECK = 'own-proxy/egress[proxy=localhost:PORT]';

test('one address for all connections', async () => {
  const verification = await verifyThrough('tcp_outgoing_address 127.0.0.2\nhttp_access allow all');
  expect(seenBy(verification)[CHECK]).toBe('conforms: 20 requests over as many connections left from 127.0.0.2.');
  expect(verification.verdict).toBe('conforms');
});

test('a proxy that leaves from two addresses', async () => {
  const pool = 'acl half random 0.5\ntcp_outgoing_address 127.0.0.2 half\ntcp_outgoing_address 127.0.0.3';
  const verification = await verifyThrough(`${pool}\nserver_persistent_connections off\nhttp_access allow all`);
  expect(findingsOf(verification)).toEqual([
    expect.stringMatching(
      /^P-EGRESS violates: 20 requests left from 2 addresses: 127\.0\.0\.[23] \(\d+\), 127\.0\.0\.[23] \(\d+\)\. A pool of addresses, or several machines behind one name: an allowlist has to hold all of them\.$/,
    ),
  ]);
});

test('an echo that answers without an address proves nothing', async () => {
  const verification = await verifyThrough('http_access allow all', `http://localhost:${website.port}/nothing`);
  expect(findingsOf(verification)).toEqual([
    'P-EGRESS inconclusive: Of 20 requests some brought no address: status 200 without an address (20).',
  ]);
  expect(verification.verdict).toBe('inconclusive');
});
