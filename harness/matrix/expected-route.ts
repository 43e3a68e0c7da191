import type { Violation } from '../configuration/invalid-input.ts';
import type { ProxyConfiguration } from '../configuration/proxy-configuration.ts';
import { proxyName } from '../configuration/proxy-name.ts';
import { quoted } from '../configuration/values/quote.ts';
import type { Route } from '../routing/route.ts';

/** Not a route of this configuration. */
interface RefusedRoute {
  readonly kind: 'refused';
  readonly violation: Violation;
}

/**
 * Reads how a user names a route: `"direct"`, a proxy by its name (`"corp.example:8080"`, or `"corp.example"` where that
 * is only one), or a proxy by its position in the array, counted from 0. `"direct"` is never a proxy's name.
 */
export function readExpectedRoute(
  value: unknown,
  path: string,
  configuration: ProxyConfiguration,
): Route | RefusedRoute {
  const names = configuration.proxies.map((_, index) => proxyName(configuration, index));
  const known = `"direct", ${names.map((name, index) => `"${name}" or ${index}`).join(', ')}`;
  const refuse = (rule: string, problem: string, fix = `Write one of: ${known}.`): RefusedRoute => {
    return { kind: 'refused', violation: { path, rule, value: quoted(value), problem, fix } };
  };

  if (value === 'direct') return { kind: 'direct' };
  if (typeof value === 'number') {
    if (Number.isInteger(value) && value in configuration.proxies) return { kind: 'proxy', index: value };
    return refuse('route-index', `The configuration has no proxy at position ${value}.`);
  }
  if (typeof value !== 'string') return refuse('route-type', 'This is not a route.');

  const wanted = value.toLowerCase();
  const [index, ...others] = configuration.proxies.flatMap(({ externalProxy: { server, port } }, at) => {
    const spellings = [names[at], `${server}:${port}`, server];
    return spellings.some((spelling) => spelling?.toLowerCase() === wanted) ? [at] : [];
  });
  if (index === undefined) return refuse('route-unknown', 'The configuration has no proxy of this name.');
  if (others.length === 0) return { kind: 'proxy', index };
  const meant = [index, ...others].map((at) => `"${names[at]}" or ${at}`).join(', ');
  return refuse('route-ambiguous', `${others.length + 1} proxies have this name.`, `Write one of: ${meant}.`);
}
