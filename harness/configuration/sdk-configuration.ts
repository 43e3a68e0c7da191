import type {
  ExternalProxy as SdkExternalProxy,
  ProxyConfiguration as SdkProxyConfiguration,
} from '@aws-sdk/client-bedrock-agentcore';
import type { ExternalProxy, ProxyConfiguration } from './proxy-configuration.ts';

/** The same configuration in the types of the AWS SDK, whose lists are mutable: a copy, so that nobody can change ours. */
export function toSdkConfiguration({ proxies, bypass }: ProxyConfiguration): SdkProxyConfiguration {
  return {
    proxies: proxies.map(({ externalProxy }) => ({ externalProxy: toSdkProxy(externalProxy) })),
    ...(bypass && { bypass: bypass.domainPatterns ? { domainPatterns: [...bypass.domainPatterns] } : {} }),
  };
}

function toSdkProxy({ domainPatterns, credentials, ...proxy }: ExternalProxy): SdkExternalProxy {
  return {
    ...proxy,
    ...(domainPatterns && { domainPatterns: [...domainPatterns] }),
    ...(credentials && { credentials: { basicAuth: { ...credentials.basicAuth } } }),
  };
}
