import { isIP } from 'node:net';
import type { ProxyConfiguration } from '../../configuration/proxy-configuration.ts';
import { connectable } from '../router/authority.ts';
import { RouteTable } from '../router/route-table.ts';
import { type Names, systemNames } from './names.ts';
import { NOISE } from './noise.ts';
import type { Personality, Refusal } from './personality.ts';

/**
 * The real service as it was seen in September 2026, in one region family, by one test that was independent of AWS. A
 * managed Squid 6.13 stood between its browser and the proxies. Everything in this file that the document does not say
 * comes from there; for what neither says, this personality is the documented one.
 */

/** Requests to other ports were refused, also where a bypass claimed their host; 8000, 8081 and 8443 were tried. */
const DESTINATION_PORTS: ReadonlySet<number> = new Set([80, 443]);

const VIA = '1.1 localhost (squid/6.13)';

const PORT_DENIED: Refusal = {
  kind: 'refused',
  status: 403,
  headers: ['x-squid-error', 'ERR_ACCESS_DENIED 0'],
  page: page('Access denied.'),
};

const NAME_UNKNOWN: Refusal = { kind: 'refused', status: 503, headers: [], page: page('No address for this host.') };

/** @param names default: the machine's own resolver. */
export function observed(names: Names = systemNames): Personality {
  return (policy, egress) => {
    const { proxies = [], bypass } = egress?.proxyConfiguration ?? {};
    const isBypassed = bypassTable(bypass);
    const fallback = proxies.findIndex(({ externalProxy }) => externalProxy.domainPatterns === undefined);
    return {
      async way(destination, request) {
        if (!DESTINATION_PORTS.has(destination.port)) return PORT_DENIED;
        const { host } = connectable(destination);
        const route = policy.route(destination.host, request);
        if (isIP(host) !== 0) {
          // A bypass for a domain caught addresses whose reverse name is in it.
          return bypass !== undefined && (await names.of(host)).some(isBypassed) ? { kind: 'direct' } : route;
        }
        const byPattern =
          route.kind === 'upstream' && proxies[route.position]?.externalProxy.domainPatterns !== undefined;
        // A name that only the proxy could resolve reached it by an explicit pattern, and not by default.
        return byPattern || (await names.resolves(host)) ? route : NAME_UNKNOWN;
      },
      responseHeaders: ['via', VIA],
      ...(fallback === -1 ? {} : { noise: { position: fallback, requests: NOISE } }),
    };
  };
}

/** Beside a proxy for everything, only a bypass is direct. */
function bypassTable(bypass: ProxyConfiguration['bypass']): (name: string) => boolean {
  const table = new RouteTable({
    proxies: [{ externalProxy: { server: 'everything.invalid', port: 1 } }],
    ...(bypass === undefined ? {} : { bypass }),
  });
  return (name) => table.route(name).kind === 'direct';
}

function page(text: string): string {
  return `<!doctype html><title>ERROR</title><p>${text}</p>\n`;
}
