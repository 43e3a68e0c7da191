import { once } from 'node:events';
import { Agent } from 'node:https';
import type { LookupFunction } from 'node:net';
import { connect, type DetailedPeerCertificate } from 'node:tls';
import { BedrockAgentCoreClient, StartBrowserSessionCommand } from '@aws-sdk/client-bedrock-agentcore';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Emulator } from '../emulator.ts';
import { sign } from '../testing/clients.ts';
import { runEmulator } from '../testing/running-emulator.ts';

const browserIdentifier = 'aws.browser.v1';
const SERVICE_HOST = 'bedrock-agentcore.us-east-1.amazonaws.com';

/** Resolves every name to this machine. */
const toLoopback: LookupFunction = (_name, { all }, callback) => {
  if (all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
  else callback(null, '127.0.0.1', 4);
};

const trusting = ({ caCertificate }: Emulator) => ({ ca: caCertificate ?? '', lookup: toLoopback });

async function startSession({ region, credentials }: Emulator, endpoint: string, agent: Agent) {
  const client = new BedrockAgentCoreClient({
    endpoint,
    region,
    credentials,
    maxAttempts: 1,
    requestHandler: { httpsAgent: agent },
  });
  try {
    const { streams, sessionId } = await client.send(new StartBrowserSessionCommand({ browserIdentifier }));
    const live = streams?.liveViewStream?.streamEndpoint;
    return { sessionId, automation: streams?.automationStream?.streamEndpoint ?? '', live };
  } finally {
    client.destroy();
    agent.destroy();
  }
}

async function echoOver(url: string, emulator: Emulator): Promise<string> {
  const headers = await sign({ url: url.replace('wss:', 'https:'), credentials: emulator.credentials });
  const stream = new WebSocket(url, { headers, ...trusting(emulator) });
  await once(stream, 'open');
  stream.send('through TLS');
  const [data] = await once(stream, 'message');
  return String(data);
}

describe('with TLS', () => {
  it('the API and its streams are served to clients that trust the authority', async () => {
    await using t = await runEmulator({ tls: {} });
    const { endpoint } = t.emulator;
    expect(endpoint).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    const session = await startSession(t.emulator, endpoint, new Agent(trusting(t.emulator)));
    const path = `/browser-streams/aws.browser.v1/sessions/${session.sessionId}`;
    expect(session.automation).toBe(`${endpoint.replace('https:', 'wss:')}${path}/automation`);
    expect(session.live).toBe(`${endpoint}${path}/live-view`);
    expect(await echoOver(session.automation, t.emulator)).toBe('through TLS');
  });

  it('a client that knows only the name of the service is sent here by its resolver, and so are its streams', async () => {
    await using t = await runEmulator({ tls: {} });
    const endpoint = `https://${SERVICE_HOST}:${new URL(t.emulator.endpoint).port}`;
    const session = await startSession(t.emulator, endpoint, new Agent(trusting(t.emulator)));
    expect(session.automation.startsWith(endpoint.replace('https:', 'wss:'))).toBe(true);
    expect(session.live?.startsWith(endpoint)).toBe(true);
    expect(await echoOver(session.automation, t.emulator)).toBe('through TLS');
  });

  it('a client that does not trust the authority sends nothing', async () => {
    await using t = await runEmulator({ tls: {} });
    await using other = await runEmulator({ tls: {} });
    const agent = new Agent(trusting(other.emulator));
    await expect(startSession(t.emulator, t.emulator.endpoint, agent)).rejects.toMatchObject({
      code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    });
    expect(t.events).toEqual([]);
  });

  it('the certificate names the endpoint, the service in its region, and what is asked for', async () => {
    await using t = await runEmulator({ tls: { names: ['emulator.test', '10.0.0.5'] }, region: 'cn-north-1' });
    const socket = connect({ port: Number(new URL(t.emulator.endpoint).port), ...trusting(t.emulator) });
    await once(socket, 'secureConnect');
    const certificate: DetailedPeerCertificate = socket.getPeerCertificate(true);
    socket.destroy();
    expect(certificate.subjectaltname?.split(', ')).toEqual([
      'IP Address:127.0.0.1',
      'DNS:localhost',
      'IP Address:0:0:0:0:0:0:0:1',
      'DNS:bedrock-agentcore.cn-north-1.amazonaws.com.cn',
      'DNS:secretsmanager.cn-north-1.amazonaws.com.cn',
      'DNS:emulator.test',
      'IP Address:10.0.0.5',
    ]);
    expect(certificate.issuerCertificate.subject.CN).toMatch(/^AgentCore Browser emulator [0-9a-f]{8}$/);
  });

  it('a client without TLS gets nothing, and disturbs nobody', async () => {
    await using t = await runEmulator({ tls: {} });
    await expect(fetch(t.emulator.endpoint.replace('https:', 'http:'))).rejects.toThrow('fetch failed');
    await startSession(t.emulator, t.emulator.endpoint, new Agent(trusting(t.emulator)));
  });
});

it('without TLS there is no authority', async () => {
  await using t = await runEmulator();
  expect(t.emulator.caCertificate).toBeUndefined();
});
