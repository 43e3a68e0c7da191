import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import {
  BedrockAgentCoreClient,
  type BasicAuth as SdkBasicAuth,
  type ExternalProxy as SdkExternalProxy,
  type ProxyBypass as SdkProxyBypass,
  type ProxyConfiguration as SdkProxyConfiguration,
  StartBrowserSessionCommand,
} from '@aws-sdk/client-bedrock-agentcore';
import { expect, expectTypeOf, test } from 'vitest';
import type { ExternalProxy, ProxyBypass, ProxyConfiguration, ProxyCredentials } from './proxy-configuration.ts';
import { toSdkConfiguration } from './sdk-configuration.ts';

const FULL: ProxyConfiguration = {
  proxies: [
    {
      externalProxy: {
        server: 'corp-proxy.example.com',
        port: 8080,
        domainPatterns: ['.company.com'],
        credentials: {
          basicAuth: { secretArn: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:corp-proxy-AbCdEf' },
        },
      },
    },
    { externalProxy: { server: '192.0.2.1', port: 1 } },
  ],
  bypass: { domainPatterns: ['.amazonaws.com'] },
};

/** What the official client writes on the wire for a configuration. */
async function sentBody(proxyConfiguration: SdkProxyConfiguration): Promise<{ readonly proxyConfiguration: unknown }> {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    bodies.push(await text(request));
    response.setHeader('content-type', 'application/json').end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const client = new BedrockAgentCoreClient({
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${address.port}`,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  try {
    await client.send(new StartBrowserSessionCommand({ browserIdentifier: 'aws.browser.v1', proxyConfiguration }));
  } finally {
    client.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  return JSON.parse(bodies.join());
}

test('our types have the members of the SDK, no more and no less', () => {
  expectTypeOf<keyof ProxyConfiguration>().toEqualTypeOf<keyof SdkProxyConfiguration>();
  expectTypeOf<keyof ExternalProxy>().toEqualTypeOf<keyof SdkExternalProxy>();
  expectTypeOf<keyof ProxyBypass>().toEqualTypeOf<keyof SdkProxyBypass>();
  expectTypeOf<keyof ProxyCredentials['basicAuth']>().toEqualTypeOf<keyof SdkBasicAuth>();
  expectTypeOf(toSdkConfiguration).returns.toEqualTypeOf<SdkProxyConfiguration>();
});

test('ours needs the conversion, because the lists of the SDK are mutable', () => {
  expectTypeOf<ProxyConfiguration>().not.toExtend<SdkProxyConfiguration>();
});

test.each<[string, ProxyConfiguration]>([
  ['every member', FULL],
  ['only what is required', { proxies: [{ externalProxy: { server: 'a', port: 1 } }] }],
  ['an empty bypass', { proxies: [{ externalProxy: { server: 'a', port: 1 } }], bypass: {} }],
])('the official client sends it unchanged: %s', async (_, configuration) => {
  expect((await sentBody(toSdkConfiguration(configuration))).proxyConfiguration).toStrictEqual(configuration);
});

test('the copy shares no list with ours', () => {
  const copy = toSdkConfiguration(FULL);
  copy.bypass?.domainPatterns?.push('.later.example');
  expect(FULL.bypass?.domainPatterns).toStrictEqual(['.amazonaws.com']);
});

test('the official client drops members that it does not know, which is why they are reported', async () => {
  const misspelt = { server: 'a', port: 1, domainPattern: ['.example.com'] };
  const { proxyConfiguration } = await sentBody({ proxies: [{ externalProxy: misspelt }] });
  expect(proxyConfiguration).toStrictEqual({ proxies: [{ externalProxy: { server: 'a', port: 1 } }] });
});
