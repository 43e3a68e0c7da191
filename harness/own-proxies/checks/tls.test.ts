import { once } from 'node:events';
import http from 'node:http';
import { type AddressInfo, connect, type LookupFunction, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createServerCertificate, type ServerCertificate } from '../../emulator/tls/server-certificate.ts';
import type { Destination, OwnProxy } from '../own-proxy.ts';
import { checkTls } from './tls.ts';

/** Nobody is known here. */
const lookup: LookupFunction = (_host, _options, done) => done(new Error('ENOTFOUND'), '', 0);

let stack: AsyncDisposableStack;
beforeEach(() => {
  stack = new AsyncDisposableStack();
});
afterEach(() => stack.disposeAsync());

async function listening(server: http.Server | tls.Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const sockets = new Set<Duplex>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  stack.defer(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  return (server.address() as AddressInfo).port;
}

/** A proxy that opens every tunnel, to a server with this certificate or (without one) to nobody. */
async function proxyTo(shown: ServerCertificate | undefined): Promise<OwnProxy> {
  const site = tls.createServer({ ...(shown && { cert: shown.certificate, key: shown.key }) });
  const sitePort = await listening(site);
  const proxy = http.createServer().on('connect', (_request, client: Duplex) => {
    client.on('error', () => client.destroy());
    client.write('HTTP/1.1 200 Opened\r\n\r\n');
    if (shown === undefined) return client.end();
    const upstream = connect(sitePort, '127.0.0.1');
    upstream.on('error', () => client.destroy()).on('close', () => client.destroy());
    return client
      .on('close', () => upstream.destroy())
      .pipe(upstream)
      .pipe(client);
  });
  const host = 'a.test';
  return {
    name: { index: 0, name: 'own', authenticated: false, patterns: [] },
    address: { host: '127.0.0.1', port: await listening(proxy) },
    credentials: undefined,
    needed: [],
    sample: destinationOf(host),
  };
}

function destinationOf(host: string): Destination {
  return { kind: 'tunnel', host, authority: `${host}:443`, tls: true, url: `https://${host}/` };
}

/** What is found of a host that is needed. */
async function found(shown: ServerCertificate | undefined, host: string, certificates?: string): Promise<string> {
  const destination = destinationOf(host);
  const proxy = { ...(await proxyTo(shown)), needed: [destination] };
  const [check] = await checkTls(proxy, destination, lookup, certificates);
  const seen = `${check?.verdict}: ${check?.seen} ${check?.findings[0]?.cause ?? ''}`;
  return seen.replace(/emulator [0-9a-f]{8}/g, 'emulator ID').trim();
}

test('an authority that sessions do not know is named, and what to do about it', async () => {
  expect(await found(await createServerCertificate(['a.test']), 'a.test')).toMatch(
    /^violates: TLS ends at a\.test:443 or is inspected: its certificate is issued by “AgentCore Browser emulator ID”, and directly the host cannot be asked \(\w+\)\. Sessions do not trust it \([A-Z_]+\)\. Sessions need the authority’s certificate: give it to them as certificates, and to this tool with --certificates\.$/,
  );
});

test('a certificate for another name is not a matter of authorities', async () => {
  const shown = await createServerCertificate(['b.test']);
  expect(await found(shown, 'a.test', shown.authority)).toMatch(
    /Sessions do not trust it \(ERR_TLS_CERT_ALTNAME_INVALID\)\. It is for other names: not who was asked for is at the other end, or it has the wrong certificate\.$/,
  );
});

test.each(['127.0.0.1', '[::1]'])('a certificate for the address %s is for that address', async (host) => {
  const shown = await createServerCertificate([host.replace(/[[\]]/g, '')]);
  expect(await found(shown, host, shown.authority)).toMatch(/^conforms: .* The certificates given vouch for it\.$/);
});

test('the very certificate that is shown may be given, as browsers take it', async () => {
  const shown = await createServerCertificate(['a.test']);
  expect(await found(shown, 'a.test', shown.certificate)).toMatch(/^conforms: /);
});

test('a tunnel to nobody is found where it is needed, and says nothing where it is not', async () => {
  expect(await found(undefined, 'a.test')).toMatch(
    /^violates: There is no TLS with a\.test:443 through the tunnel: \S.*\.$/,
  );
  const proxy = await proxyTo(undefined);
  expect(await checkTls(proxy, proxy.sample, lookup, undefined)).toEqual([]);
});
