import type { EndRecord, RequestRecord } from '../../../proxies/record.ts';
import type { ProxyConfiguration } from '../../configuration/proxy-configuration.ts';
import { deriveProbes, type UserExpectation } from '../../matrix/derive-probes.ts';
import type { Probe } from '../../matrix/probe.ts';
import { proxyNames } from '../../routing/proxy-names.ts';
import { Ledger } from '../ledger.ts';
import { openRoutes } from '../open-routes.ts';
import type { BrowserSighting, OriginSighting } from '../sightings.ts';

const configuration: ProxyConfiguration = {
  proxies: [
    { externalProxy: { server: 'wide.example', port: 8080, domainPatterns: ['.company.com'] } },
    {
      externalProxy: {
        server: 'narrow.example',
        port: 8080,
        domainPatterns: ['api.company.com'],
        credentials: { basicAuth: { secretArn: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:n-AbCdEf' } },
      },
    },
  ],
};
/** As reports name the proxies of these witnesses. */
export const names = proxyNames(configuration);

/** What the document leaves open in that configuration. */
export const openFor = openRoutes(configuration, []);

/** A probe that the configuration leads to, found by its host. */
export function probeFor(host: string, expectations: readonly UserExpectation[] = []): Probe {
  const probes = deriveProbes({ configuration, schemes: ['https'], runId: 'testrun', expectations });
  const probe = probes.find((one) => one.host === host && one.traffic === 'fetch');
  if (!probe) throw new Error(`no probe for ${host}`);
  return probe;
}

export const ADDRESS = '127.0.0.1';
let sequence = 0;

/** What a proxy writes about a tunnel for `api.company.com`, on port 5001 of its own. */
export function record(overrides: Partial<RequestRecord>): RequestRecord {
  sequence += 1;
  return {
    type: 'request',
    proxy: 'p',
    sequence,
    exchange: sequence,
    at: 1000,
    kind: 'tunnel',
    method: 'CONNECT',
    authority: 'api.company.com:443',
    client: { address: ADDRESS, port: 1 },
    credentials: 'absent',
    outcome: 'established',
    upstream: { local: { address: ADDRESS, port: 5001 }, remote: { address: ADDRESS, port: 443 } },
    ...overrides,
  };
}

/** The end of an exchange. */
export function end({ exchange, proxy }: RequestRecord, at: number): EndRecord {
  return {
    type: 'end',
    proxy,
    sequence: 0,
    exchange,
    at,
    bytesUp: 1,
    bytesDown: 1,
    durationMilliseconds: 1,
    closedBy: 'client',
  };
}

/** The origin’s sighting of a probe, from port 5001. */
export function originSaw(probe: Probe, overrides: Partial<OriginSighting> = {}): OriginSighting {
  return {
    witness: 'origin',
    at: 1002,
    marker: probe.id,
    scheme: 'https',
    protocol: 'http/1.1',
    method: 'GET',
    authority: probe.host,
    peer: { address: ADDRESS, port: 5001 },
    connectionAcceptedAt: 1000,
    leakedHeaders: [],
    ...overrides,
  };
}

/** The browser’s result for a probe: it heard from the origin. */
export function browserSaw(probe: Probe, outcome?: BrowserSighting['outcome']): BrowserSighting {
  return {
    witness: 'browser',
    at: 1003,
    marker: probe.id,
    durationMilliseconds: 3,
    outcome: outcome ?? { kind: 'response', status: 200, marker: probe.id },
  };
}

/** A ledger that `fill` has filled. */
export function ledgerOf(fill: (ledger: Ledger) => void): Ledger {
  const ledger = new Ledger();
  fill(ledger);
  return ledger;
}
