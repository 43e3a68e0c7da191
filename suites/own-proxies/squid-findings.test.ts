import { afterAll, beforeAll, expect, test } from 'vitest';
import { hasCertutil } from '../../harness/emulator/chromium/testing/has-certutil.ts';
import { basicAuth } from '../squid/basic-auth.ts';
import { startSquid } from '../squid/squid.ts';
import { squidExecutable } from '../squid/squid-executable.ts';
import { CREDENTIALS, findingsOf, seenBy, verifyWith } from './testing/scene.ts';
import { startWebsite, type Website } from './testing/website.ts';

/** Chromium gives such a request up, or waits for a person until the run cancels it: whichever comes first. */
const REFUSED =
  /^P-OPENS violates: It does not: the browser reports (Error: cancelled, because a proxy asked for credentials|TypeError: Failed to fetch)\. The proxy refuses the session’s credentials: it answers 407\.$/;

const NAMES = ['intranet.test', 'denied.test'];

let website: Website;
beforeAll(async () => {
  website = await startWebsite(NAMES);
});
afterAll(() => website[Symbol.asyncDispose]());

async function squidWith(configuration: string, files: Readonly<Record<string, string>> = {}) {
  return startSquid({
    executable: squidExecutable(),
    configuration: `hosts_file hosts\n${configuration}`,
    files: { ...files, hosts: `127.0.0.1 ${NAMES.join(' ')}\n` },
  });
}

test('an open Squid behind a configuration with credentials lets anybody in: two findings', async () => {
  await using squid = await squidWith('http_access allow all');
  const verification = await verifyWith([{ port: squid.port }], [`http://intranet.test:${website.port}/`]);
  const cause =
    'An access rule lets in by address, or before the one that asks for credentials. Whoever reaches the proxy can use it.';
  expect(findingsOf(verification)).toEqual([
    `P-CREDENTIALS-WRONG violates: It answers 200: with a wrong password it lets the request through. ${cause}`,
    `P-CREDENTIALS-MISSING violates: It answers 200: with no credentials it lets the request through. ${cause}`,
  ]);
  expect(verification.verdict).toBe('violates');
});

test('an open Squid in a configuration without credentials conforms', async () => {
  await using squid = await squidWith('http_access allow all');
  const entry = { port: squid.port, authenticated: false };
  const verification = await verifyWith([entry], [`http://intranet.test:${website.port}/`]);
  expect(findingsOf(verification)).toEqual([]);
  expect(seenBy(verification)['own-proxy/needs-no-credentials[proxy=localhost:PORT]']).toBe(
    'conforms: It answers 200.',
  );
  expect(verification.verdict).toBe('conforms');
});

test('a Squid that knows another password: one finding about it, and the page does not open', async () => {
  const auth = await basicAuth({ ...CREDENTIALS, password: 'another' });
  await using squid = await squidWith(auth.configuration, auth.files);
  const verification = await verifyWith([{ port: squid.port }], [`http://intranet.test:${website.port}/`]);
  expect(findingsOf(verification)).toEqual([
    expect.stringMatching(REFUSED),
    'P-CREDENTIALS-ACCEPTED violates: It answers 407 (ERR_CACHE_ACCESS_DENIED): it refuses the credentials that it was configured with. They are not what the proxy knows: wrong, expired, or of another proxy.',
  ]);
});

test('a Squid with Basic auth in a configuration without credentials', async () => {
  const auth = await basicAuth(CREDENTIALS);
  await using squid = await squidWith(auth.configuration, auth.files);
  const entry = { port: squid.port, authenticated: false };
  const verification = await verifyWith([entry], [`http://intranet.test:${website.port}/`]);
  expect(findingsOf(verification)).toContainEqual(
    'P-CREDENTIALS-NONE violates: It answers 407 (ERR_CACHE_ACCESS_DENIED): it wants credentials, and the configuration has none for it. Store user name and password in Secrets Manager, and name the secret under credentials.',
  );
});

test('a Squid whose access rules deny a host, and CONNECT to a port', async () => {
  const rules = [
    'acl forbidden dstdomain denied.test',
    'acl tunnels method CONNECT',
    `acl plain port ${website.port}`,
    'http_access deny forbidden',
    'http_access deny tunnels plain',
    'http_access allow all',
  ];
  await using squid = await squidWith(rules.join('\n'));
  const { port } = website;
  const urls = [`http://intranet.test:${port}/`, `http://denied.test:${port}/`, `https://intranet.test:${port}/`];
  const verification = await verifyWith([{ port: squid.port, authenticated: false }], urls);
  const denied = (authority: string) =>
    `P-CONNECTS violates: It answers 403 (ERR_ACCESS_DENIED). An access rule of the proxy denies ${authority}.`;
  expect(findingsOf(verification).filter((finding) => finding.startsWith('P-CONNECTS'))).toEqual([
    denied('denied.test:PORT'),
    denied('intranet.test:PORT'),
  ]);
  expect(verification.probes.map(({ probe, verdict }) => [new URL(probe.url).host.split(':')[0], verdict])).toEqual([
    ['intranet.test', 'conforms'],
    ['denied.test', 'violates'],
    ['intranet.test', 'violates'],
  ]);
  expect(verification.verdict).toBe('violates');
});

test.skipIf(!hasCertutil())('a Squid that serves a client only a few connections at a time', async () => {
  await using squid = await squidWith('acl many maxconn 8\nhttp_access deny many\nhttp_access allow all');
  const entry = { port: squid.port, authenticated: false };
  const verification = await verifyWith([entry], [`https://intranet.test:${website.port}/`], {
    certificates: website.authority,
  });
  expect(findingsOf(verification)).toEqual([
    expect.stringMatching(
      /^P-PARALLEL violates: \d+ of 32 were served; the others: \d+ × status 403\. A limit of connections for each client or user\. Pages will load slowly or in part\.$/,
    ),
  ]);
});

test('nobody listens where the proxy should be', async () => {
  const verification = await verifyWith([{ port: 1 }], [`http://intranet.test:${website.port}/`]);
  expect(findingsOf(verification)).toContainEqual(
    'P-REACHABLE violates: localhost:1 cannot be connected to (ECONNREFUSED). Nobody listens at this port.',
  );
  expect(verification.verdict).toBe('violates');
});
