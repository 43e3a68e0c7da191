import type { LintFinding } from '../lint-finding.ts';
import type { ProxyConfiguration } from '../proxy-configuration.ts';
import { proxyName } from '../proxy-name.ts';
import { type Claim, claimsOf, defaultProxies, proxyPath } from './claims.ts';
import { shadowsOf } from './coverage.ts';
import { isMatchless } from './matchless-patterns.ts';
import type { LintRule } from './rule.ts';

/** A proxy that handles no request, whatever the host: no pattern of it ever decides, or another is the default already. */
export const neverChosenProxies: LintRule = (configuration) => [
  ...withoutOwnHosts(configuration),
  ...surplusDefaults(configuration),
];

function withoutOwnHosts(configuration: ProxyConfiguration): readonly LintFinding[] {
  const claims = claimsOf(configuration);
  const shadowed = shadowsOf(claims);
  return [...configuration.proxies.keys()].flatMap((index) => {
    const own = claims.filter(({ owner }) => owner.kind === 'proxy' && owner.index === index);
    const matching = own.filter(({ pattern }) => !isMatchless(pattern));
    if (own.length > 0 && matching.length === 0) return [matchless(configuration, index, own)];
    const shadows = matching.map((claim) => shadowed.get(claim)).filter((shadow) => shadow !== undefined);
    return own.length > 0 && shadows.length === matching.length ? [overshadowed(configuration, index, shadows)] : [];
  });
}

function matchless(configuration: ProxyConfiguration, index: number, own: readonly Claim[]): LintFinding {
  return {
    id: 'proxy-never-chosen',
    severity: 'warning',
    path: proxyPath(index),
    related: own.map(({ path }) => path),
    message: `${proxyName(configuration, index)} is never chosen: none of its patterns matches any host.`,
    advice: 'Give it patterns that name hosts, or remove it.',
  };
}

function overshadowed(configuration: ProxyConfiguration, index: number, shadows: readonly Claim[]): LintFinding {
  const owners = [...new Set(shadows.map(({ owner }) => owner.name))].join(' and ');
  return {
    id: 'proxy-never-chosen',
    severity: 'warning',
    path: proxyPath(index),
    related: [...new Set(shadows.map(({ path }) => path))],
    message: `${proxyName(configuration, index)} is never chosen: the hosts of all its patterns go to ${owners}.`,
    advice: 'Put it before the proxies with wider patterns, give it patterns of its own, or remove it.',
  };
}

function surplusDefaults(configuration: ProxyConfiguration): readonly LintFinding[] {
  const [first, ...surplus] = defaultProxies(configuration);
  if (first === undefined) return [];
  return surplus.map((index) => ({
    id: 'proxy-never-chosen',
    severity: 'warning',
    path: proxyPath(index),
    related: [proxyPath(first)],
    message: `${proxyName(configuration, index)} is never chosen: it has no patterns, and ${proxyName(configuration, first)} before it is taken to be the default proxy.`,
    advice: 'Give it `domainPatterns`, or remove it.',
  }));
}
