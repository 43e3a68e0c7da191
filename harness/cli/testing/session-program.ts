/**
 * A user's program, with nothing in it about an emulator: what it needs to know is in its environment. Prints what it
 * saw as one JSON object.
 */
import { Sha256 } from '@aws-crypto/sha256-js';
import {
  BedrockAgentCoreClient,
  StartBrowserSessionCommand,
  StopBrowserSessionCommand,
} from '@aws-sdk/client-bedrock-agentcore';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SignatureV4 } from '@smithy/signature-v4';
import { chromium } from 'playwright-core';
import { visit } from '../../emulator/testing/visit.ts';

const browserIdentifier = process.argv[2] ?? 'aws.browser.v1';
const client = new BedrockAgentCoreClient({});
const secretString = JSON.stringify({ username: 'program-user', password: 'program-Passw0rd' });
const { ARN: secretArn } = await new SecretsManagerClient({}).send(
  new CreateSecretCommand({ Name: 'my-proxy-credentials', SecretString: secretString }),
);
const { sessionId, streams } = await client.send(
  new StartBrowserSessionCommand({
    browserIdentifier,
    proxyConfiguration: {
      proxies: [{ externalProxy: { server: 'proxy.invalid', port: 3128, credentials: { basicAuth: { secretArn } } } }],
    },
  }),
);
const url = new URL(streams?.automationStream?.streamEndpoint ?? '');
const signer = new SignatureV4({
  service: 'bedrock-agentcore',
  region: await client.config.region(),
  credentials: client.config.credentials,
  sha256: Sha256,
});
const { headers } = await signer.sign({
  method: 'GET',
  protocol: url.protocol.replace('ws', 'http'),
  hostname: url.hostname,
  path: url.pathname,
  headers: { host: url.host },
});
const browser = await chromium.connectOverCDP(url.href, { headers });
const page = browser.contexts()[0]?.pages()[0];
if (page === undefined) throw new Error('The session has no page.');
// Before the failure: the browser puts its error page in the place of the page, in its own time.
const sum = await page.evaluate('1 + 1');
const failed = await visit(page, 'https://www.example.com/').catch(
  (error: Error) => /net::\w+/.exec(error.message)?.[0],
);
const scheme = url.protocol;
process.stdout.write(JSON.stringify({ scheme, sessionId, failed, sum }));
await browser.close();
await client.send(new StopBrowserSessionCommand({ browserIdentifier, sessionId }));
