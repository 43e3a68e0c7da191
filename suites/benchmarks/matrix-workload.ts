import type { ProxyConfiguration } from '../../harness/configuration/proxy-configuration.ts';
import { deriveProbes, type UserHost } from '../../harness/matrix/derive-probes.ts';

/** Probes that both sides make. */
export const PROBES = 10_000;

const PROXIES = 5;
const PATTERNS = 100;

/** The largest configuration that the API accepts: five proxies with 100 patterns each, and 100 bypass patterns. */
export function largestConfiguration(): ProxyConfiguration {
  const patterns = (owner: string) => Array.from({ length: PATTERNS }, (_, i) => `.${owner}-${i}.bench.test`);
  return {
    proxies: Array.from({ length: PROXIES }, (_, i) => ({
      externalProxy: {
        server: `proxy-${i}.bench.test`,
        port: 8080,
        domainPatterns: patterns(`domain-${i}`),
        credentials: {
          basicAuth: { secretArn: `arn:aws:secretsmanager:us-east-1:123456789012:secret:proxy-${i}-AbCdEf` },
        },
      },
    })),
    bypass: { domainPatterns: patterns('bypass') },
  };
}

/** Hosts of the user's own, under the patterns in turn, that fill the matrix up to {@link PROBES} requests of a page. */
export function fillingHosts(configuration: ProxyConfiguration): readonly UserHost[] {
  const derived = deriveProbes({ configuration, schemes: ['https'], runId: 'bench' });
  const missing = PROBES - derived.filter(({ traffic }) => traffic === 'fetch').length;
  return Array.from({ length: missing }, (_, i) => ({
    target: {
      kind: 'host',
      host: `host-${i}.domain-${i % PROXIES}-${Math.floor(i / PROXIES) % PATTERNS}.bench.test`,
    },
    path: `line ${i + 1}`,
  }));
}
