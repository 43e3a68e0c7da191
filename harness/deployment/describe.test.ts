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
  });
});

const WRITE = "write host:port=port, the latter being its agent's on this machine.";

test.each([
  [{ AGENT_TOKEN: '' }, 'AGENT_TOKEN: set it, or AGENT_TOKEN_FILE.'],
  [{ DEPLOYMENT_ORIGIN: 'origin:8080' }, `DEPLOYMENT_ORIGIN: ${WRITE}`],
  [{ DEPLOYMENT_ORIGIN: 'one:1=1,two:2=2' }, 'DEPLOYMENT_ORIGIN: there is one.'],
  [{ DEPLOYMENT_PROXIES: 'open:3128=65536' }, `DEPLOYMENT_PROXIES: ${WRITE}`],
])('%j is refused', async (settings, message) => {
  const good = { AGENT_TOKEN, DEPLOYMENT_ORIGIN: 'origin:8080=9080', DEPLOYMENT_PROXIES: 'open:3128=9128' };
  await expect(describeDeployment({ ...good, ...settings })).rejects.toMatchObject({ code: 'ERR_SETTINGS', message });
});
