import type { ProxyConfiguration } from '../configuration/proxy-configuration.ts';
import { browserException } from './browser-exceptions.ts';
import { type Host, parseHost } from './host.ts';
import type { Decision, Route } from './route.ts';
import { routeOfRule } from './rules.ts';

/**
 * Every route that some reading of the document leads to, where it is silent; the decision's own is one of them. Where
 * the document speaks, there is no other.
 *
 *     a pattern that may or may not claim the host      ──► its route, and those of the rules after it
 *     several defaults                                  ──► each of them
 *     no rule                                           ──► direct, and every proxy
 *     an IP address, which may have any name            ──► the routes of all patterns
 *     a host of the machine or the link itself          ──► direct as well, as browsers have it
 *
 * @param asked the host as it is asked for, with the trailing dot that a decision does not keep.
 * @throws {InvalidHostError} when it is not a host.
 */
export function permittedRoutes(
  { proxies, bypass }: ProxyConfiguration,
  { rule, overruled }: Decision,
  asked: string,
): readonly Route[] {
  const host = parseHost(asked);
  const claims = [rule, ...overruled].filter((claim) => claim.kind === 'bypass' || claim.kind === 'pattern');
  const certain = claims.findIndex(({ pattern }) => !isDoubtful(pattern, host));
  const routes = claims.slice(0, certain < 0 ? undefined : certain + 1).map(routeOfRule);
  const patterned = proxies.flatMap(({ externalProxy }, index) => (externalProxy.domainPatterns ? [at(index)] : []));
  if (certain < 0) {
    const defaults = [rule, ...overruled].filter(({ kind }) => kind === 'default').map(routeOfRule);
    // Without a default every proxy has patterns.
    routes.push(...(defaults.length > 0 ? defaults : [DIRECT, ...patterned]));
  }
  if (host.kind !== 'name') routes.push(...patterned, ...(bypass?.domainPatterns ? [DIRECT] : []));
  if (browserException(asked) !== undefined) routes.push(DIRECT);
  const positions = new Set(routes.map((route) => (route.kind === 'direct' ? route.kind : route.index)));
  return [...positions].map((position) => (position === 'direct' ? DIRECT : at(position)));
}

const DIRECT: Route = { kind: 'direct' };

function at(index: number): Route {
  return { kind: 'proxy', index };
}

/** Whether the document leaves open that a pattern claims the host, although our reading says so. */
function isDoubtful(pattern: string, host: Host): boolean {
  return host.kind !== 'name' || host.rooted || pattern !== pattern.toLowerCase();
}
