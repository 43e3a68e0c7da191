import { expect, test } from 'vitest';
import { startOrigin } from '../origin/origin.ts';
import { describeDeployment } from './describe.ts';
import { parseDeployment } from './load-deployment.ts';

const AGENT_TOKEN = 'a-token-of-enough-length';

test('what it describes can be read again, with the certificate that the origin shows', async () => {
  await using origin = await startOrigin({ onSighting: () => undefined });
  const { port } = origin.address;
  const described = await describeDeployment({
    AGENT_TOKEN,
    DEPLOYMENT_ORIGIN: `localhost:${port}=9080`,
    DEPLOYMENT_PROXIES: 'open:3128=9128, basic-one:3129=9129',
    DEPLOYMENT_TAPS: 'squid-tap:3128=9131=127.0.0.5',
  });
  expect(parseDeployment(JSON.stringify(described), 'deployment.json')).toEqual({
    version: 1,
    domain: '.',
    origin: {
      host: 'localhost',
      httpPort: port,
      httpsPort: port,
      publicKeyHash: origin.publicKeyHash,
      authority: expect.stringMatching(/^-----BEGIN CERTIFICATE-----/),
      agent: { host: '127.0.0.1', port: 9080, token: AGENT_TOKEN },
    },
    proxies: [
      { server: 'open', port: 3128, agent: { host: '127.0.0.1', port: 9128, token: AGENT_TOKEN } },
      { server: 'basic-one', port: 3129, agent: { host: '127.0.0.1', port: 9129, token: AGENT_TOKEN } },
    ],
    taps: [
      {
        server: 'squid-tap',
        port: 3128,
        egress: ['127.0.0.5'],
        agent: { host: '127.0.0.1', port: 9131, token: AGENT_TOKEN },
      },
    ],
  });
});

test('without taps it is as files were before', async () => {
  await using origin = await startOrigin({ onSighting: () => undefined });
  const described = await describeDeployment({
    AGENT_TOKEN,
    DEPLOYMENT_ORIGIN: `localhost:${origin.address.port}=9080`,
    DEPLOYMENT_PROXIES: 'open:3128=9128',
  });
  expect(described).not.toHaveProperty('taps');
});

test('the host of a proxy behind a tap becomes all of its addresses', async () => {
  await using origin = await startOrigin({ onSighting: () => undefined });
  const { taps = [] } = await describeDeployment({
    AGENT_TOKEN,
    DEPLOYMENT_ORIGIN: `localhost:${origin.address.port}=9080`,
    DEPLOYMENT_PROXIES: 'open:3128=9128',
    DEPLOYMENT_TAPS: 'squid-tap:3128=9131=localhost',
  });
  expect(taps[0]?.egress).toContain('127.0.0.1');
});

const WRITE = "write host:port=port, the latter being its agent's on this machine.";

test.each([
  [{ AGENT_TOKEN: '' }, 'AGENT_TOKEN: set it, or AGENT_TOKEN_FILE.'],
  [{ DEPLOYMENT_ORIGIN: 'origin:8080' }, `DEPLOYMENT_ORIGIN: ${WRITE}`],
  [{ DEPLOYMENT_ORIGIN: 'one:1=1,two:2=2' }, 'DEPLOYMENT_ORIGIN: there is one.'],
  [{ DEPLOYMENT_PROXIES: 'open:3128=65536' }, `DEPLOYMENT_PROXIES: ${WRITE}`],
  [{ DEPLOYMENT_TAPS: 'tap:3128=65536=squid' }, `DEPLOYMENT_TAPS: ${WRITE}`],
  [
    { DEPLOYMENT_TAPS: 'tap:3128=9131' },
    'DEPLOYMENT_TAPS: write host:port=port=host, the last being that of the proxy behind it.',
  ],
])('%j is refused', async (settings, message) => {
  const good = { AGENT_TOKEN, DEPLOYMENT_ORIGIN: 'origin:8080=9080', DEPLOYMENT_PROXIES: 'open:3128=9128' };
  await expect(describeDeployment({ ...good, ...settings })).rejects.toMatchObject({ code: 'ERR_SETTINGS', message });
});
