import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newCertificate, type TestCertificate } from '../fixtures/certificate.ts';
import { type Agent, startAgent } from './agent.ts';
import { AgentClient } from './agent-client.ts';
import { Backlog } from './backlog.ts';

const token = 'a-token-of-enough-length';
let tls: TestCertificate;
/** What came to the agent's own route. */
let asked: unknown[];
let agent: Agent;
beforeEach(async () => {
  asked = [];
  tls = await newCertificate();
  const routes = { 'PUT /ask': (body: unknown) => void asked.push(body) };
  agent = await startAgent({ token, backlog: new Backlog(), routes, tls });
});
afterEach(() => agent[Symbol.asyncDispose]());

const clientOf = (certificate?: string, shown = token) =>
  new AgentClient({ ...agent.address, token: shown, ...(certificate === undefined ? {} : { certificate }) });

test('whoever knows its certificate reaches it under any name, and still needs the token', async () => {
  // The certificate is for no name at all.
  expect(await clientOf(tls.certificate).call('PUT', '/ask', 1)).toEqual({});
  expect(asked).toEqual([1]);
  await expect(
    clientOf(tls.certificate, 'another-token-of-enough-length').call('PUT', '/ask', 2),
  ).rejects.toMatchObject({
    code: 'ERR_AGENT_REFUSED',
    message: expect.stringContaining('answered 401: A bearer token is needed'),
  });
  expect(asked).toEqual([1]);
});

test('an agent with another certificate is told nothing', async () => {
  const { certificate } = await newCertificate();
  await expect(clientOf(certificate).call('PUT', '/ask', 1)).rejects.toMatchObject({
    code: 'ERR_AGENT_UNTRUSTED',
    message: `The agent at 127.0.0.1:${agent.address.port} has another certificate than the one that it is to be known by.`,
  });
  expect(asked).toEqual([]);
});

test('an agent without TLS is told nothing where a certificate was given', async () => {
  await using plain = await startAgent({ token, backlog: new Backlog(), routes: {} });
  const client = new AgentClient({ ...plain.address, token, certificate: tls.certificate });
  await expect(client.call('GET', '/status')).rejects.toMatchObject({
    code: 'ERR_AGENT_UNTRUSTED',
    message: `The agent at 127.0.0.1:${plain.address.port} does not speak TLS, although its certificate was given.`,
  });
});

test('a client without a certificate gets no answer', async () => {
  await expect(clientOf().call('GET', '/status')).rejects.toMatchObject({ code: 'ERR_AGENT_UNREACHABLE' });
});

test('ends at once, also while somebody has begun to talk to it', async () => {
  const socket = connect(agent.address.port, '127.0.0.1');
  const gone = new Promise((resolve) => socket.on('error', resolve).on('close', resolve));
  socket.write(Buffer.from([0x16]));
  await clientOf(tls.certificate).call('GET', '/status');
  await agent[Symbol.asyncDispose]();
  await gone;
  agent = await startAgent({ token, backlog: new Backlog(), routes: {} });
});
