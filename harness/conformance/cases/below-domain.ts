import { DOMAIN_PATTERN } from '../../configuration/limits.ts';
import { oracleOf } from '../../routing/oracle.ts';
import type { DirectNames } from '../run-target.ts';
import type { CaseCell, CaseProbe } from './case.ts';
import { configurationOf } from './case-configuration.ts';
import type { Setup } from './setup.ts';
import type { Unit } from './units.ts';

/**
 * The same unit with all of its names below the one domain that leads sessions to the origin: `api.company.test` becomes
 * `api.company.test.conformance.example.com`, in patterns and in URLs alike, so that everything matches what it matched.
 * A unit that asks for nothing directly stays as it is, and so does one whose names would get too long.
 */
export function belowDomain(unit: Unit, direct: DirectNames): Unit {
  if (direct.kind !== 'below' || !unit.cells.some(goesDirectly)) return unit;
  const move = (name: string): string => moved(name, direct.domain);
  const cells = unit.cells.map((cell) => cellWith(cell, move));
  return cells.flatMap(namesOf).some((name) => name.length > DOMAIN_PATTERN.maximumLength) ? unit : { ...unit, cells };
}

/** Whether any of its requests, or a page that makes one, takes no proxy. */
function goesDirectly({ plan }: CaseCell): boolean {
  if (plan.kind !== 'browse') return false;
  const oracle = oracleOf(configurationOf(plan.setup, ''));
  return plan.probes.some((probe) =>
    urlsOf(probe).some((url) => oracle(new URL(url).hostname).route.kind === 'direct'),
  );
}

function cellWith(cell: CaseCell, move: (name: string) => string): CaseCell {
  const { plan } = cell;
  if (plan.kind !== 'browse') return cell;
  const probes = plan.probes.map((probe): CaseProbe => {
    const url = movedUrl(probe.url, move);
    return 'from' in probe ? { ...probe, url, from: movedUrl(probe.from, move) } : { ...probe, url };
  });
  return { ...cell, plan: { ...plan, setup: setupWith(plan.setup, move), probes } };
}

function setupWith({ proxies, bypass }: Setup, move: (name: string) => string): Setup {
  return {
    proxies: proxies.map((proxy) =>
      proxy.claims === undefined ? proxy : { ...proxy, claims: proxy.claims.map(move) },
    ),
    ...(bypass === undefined ? {} : { bypass: bypass.map(move) }),
  };
}

/** What no DNS is asked about: addresses, and names of the machine itself. */
const OF_ITS_OWN = /^(?:[\d.]+|\[.*\]|(?:.*\.)?localhost)$/i;

function moved(name: string, domain: string): string {
  if (OF_ITS_OWN.test(name)) return name;
  return name.endsWith('.') ? `${name}${domain}.` : `${name}.${domain}`;
}

/** As it is written: a URL parser would change the host's case. */
function movedUrl(url: string, move: (name: string) => string): string {
  return url.replace(/^(\w+:\/\/)(\[[^\]]*\]|[^/?#:]+)/, (_, scheme: string, host: string) => scheme + move(host));
}

function urlsOf(probe: CaseProbe): readonly string[] {
  return 'from' in probe ? [probe.url, probe.from] : [probe.url];
}

function namesOf({ plan }: CaseCell): readonly string[] {
  if (plan.kind !== 'browse') return [];
  const { proxies, bypass = [] } = plan.setup;
  const hosts = plan.probes.flatMap(urlsOf).map((url) => new URL(url).hostname);
  return [...hosts, ...bypass, ...proxies.flatMap(({ claims = [] }) => claims)];
}
