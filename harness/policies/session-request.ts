import type { ProxyConfiguration, ProxyEntry } from '../configuration/proxy-configuration.ts';
import { partialSecretArn } from './arns.ts';
import type { ProxySetup, Setup } from './setup.ts';

/** The body of StartBrowserSession, as `--cli-input-json` takes it. */
export interface SessionRequest {
  readonly browserIdentifier: string;
  readonly name: string;
  readonly proxyConfiguration: ProxyConfiguration;
}

/**
 * Secrets that do not exist yet stand here with the beginning of their ARN, by which the service finds them in its own
 * account only; {@link secretsScript} puts the whole ARN in its place.
 */
export function sessionRequest(setup: Setup): SessionRequest {
  const { browserIdentifier, proxies, bypassPatterns } = setup;
  return {
    browserIdentifier,
    name: 'through-own-proxies',
    proxyConfiguration: {
      proxies: proxies.map((proxy) => proxyEntry(setup, proxy)),
      ...(bypassPatterns.length === 0 ? {} : { bypass: { domainPatterns: bypassPatterns } }),
    },
  };
}

function proxyEntry(setup: Setup, { server, port, domainPatterns, secretName }: ProxySetup): ProxyEntry {
  return {
    externalProxy: {
      server,
      port,
      ...(domainPatterns.length === 0 ? {} : { domainPatterns }),
      ...(secretName === undefined
        ? {}
        : { credentials: { basicAuth: { secretArn: partialSecretArn(setup, secretName) } } }),
    },
  };
}
