import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import { connect } from 'node:tls';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AgentLocation, connectRemoteProxy } from '../../proxies/index.ts';
import { parseDeployment } from '../deployment/load-deployment.ts';
import { type ServedDeployment, serveDeployment } from './serve-deployment.ts';

const PAGE = 'http://far-away.example/.well-known/acpc-probe/abcdefgh-1';
let served: ServedDeployment;
beforeEach(async () => {
  served = await serveDeployment({
    host: 'localhost',
    listen: '127.0.0.1',
    proxyPorts: [0, 0],
    originPorts: { http: 0, https: 0 },
    agentPorts: [],
  });
});
afterEach(() => served[Symbol.asyncDispose]());

/** Asks a proxy for a page. @returns `status body`, or the error's code. */
function askProxy(port: number, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  return new Promise((resolve) => {
    get({ host: '127.0.0.1', port, path: PAGE, headers: { host: 'far-away.example', ...headers }, agent: false })
      .on('error', (error: NodeJS.ErrnoException) => resolve(String(error.code)))
      .on('response', async (answer) => resolve(`${answer.statusCode} ${await text(answer)}`));
  });
}

/** The certificate that the origin shows for a name. */
async function certificateFor(port: number, servername?: string): Promise<X509Certificate> {
  const { authority } = served.deployment.origin;
  const socket = connect({ host: '127.0.0.1', port, ca: authority, ...(servername ? { servername } : {}) });
  await once(socket, 'secureConnect');
  const certificate = new X509Certificate(socket.getPeerCertificate().raw);
  socket.destroy();
  return certificate;
}

test('what it describes is a deployment, and every witness has a token of its own', () => {
  const { deployment } = served;
  expect(parseDeployment(JSON.stringify(deployment), 'file')).toEqual(deployment);
  const agents = [deployment.origin, ...deployment.proxies].map(({ agent }) => agent.token);
  expect(new Set(agents).size).toBe(3);
});

test('a proxy refuses everybody until a run holds it, and then all that it leads to is the origin', async () => {
  const [{ agent, port } = { agent: {} as AgentLocation, port: 0 }] = served.deployment.proxies;
  expect(await askProxy(port)).toBe('ECONNRESET');
  await using proxy = await connectRemoteProxy({ agent, sink: { write: () => undefined } });
  // What a run forgets to set lets nobody in either.
  await proxy.behave({ kind: 'normal' });
  expect(await askProxy(port)).toMatch(/^407 /);
  await proxy.admit({ kind: 'open' });
  expect(await askProxy(port)).toContain('data-marker="abcdefgh-1"');
  await proxy.reset();
  expect(await askProxy(port)).toBe('ECONNRESET');
});

test('the origin has a certificate for every name, on both of its ports, and one key', async () => {
  const { httpPort, httpsPort, publicKeyHash } = served.deployment.origin;
  for (const port of [httpPort, httpsPort]) {
    const certificate = await certificateFor(port, 'api.company.test');
    expect(certificate.subjectAltName).toBe('DNS:api.company.test');
    const key = certificate.publicKey.export({ type: 'spki', format: 'der' });
    expect(Buffer.from(await crypto.subtle.digest('SHA-256', key)).toString('base64')).toBe(publicKeyHash);
  }
  // Whoever names nobody gets the machine's own.
  expect((await certificateFor(httpsPort)).subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1');
});

test('the same name gets the same certificate', async () => {
  const { httpsPort } = served.deployment.origin;
  const [one, same] = await Promise.all(['A.test', 'a.TEST.'].map((name) => certificateFor(httpsPort, name)));
  expect(one?.fingerprint256).toBe(same?.fingerprint256);
});

test('a port that is taken ends everything that was started', async () => {
  const [taken = { port: 0 }] = served.deployment.proxies;
  await expect(
    serveDeployment({
      host: 'localhost',
      listen: '127.0.0.1',
      proxyPorts: [0, taken.port],
      originPorts: { http: 0, https: 0 },
      agentPorts: [],
    }),
  ).rejects.toMatchObject({ code: 'EADDRINUSE', port: taken.port });
});
