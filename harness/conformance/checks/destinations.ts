import { authorityOf, routeKey } from '../../evidence/attribute.ts';
import { routesTaken } from '../../evidence/open-routes.ts';
import type { ProbeResult } from '../verification.ts';

/** What was asked for at one `host:port`, over all the probes for it. */
export interface Destination {
  /** Of the ways that its requests took; of the right one where no request was seen to take any. */
  readonly routes: Set<string>;
  readonly bypassed: boolean;
  /** Any witness saw any of its probes. */
  readonly seen: boolean;
}

export type Destinations = ReadonlyMap<string, Destination>;

/**
 * Hosts that browsers, and the service before them, ask for on their own account, at any time and on any route. What a
 * proxy was asked for there need not be the session's request.
 */
const NOBODYS_OWN: ReadonlySet<string> = new Set([
  'accounts.google.com',
  'android.clients.google.com',
  'update.googleapis.com',
  'www.google.com',
  '0.0.0.0',
]);

/** Destinations that one finding names. */
const DESTINATIONS_SHOWN = 5;

/** What the probes asked for, by `host:port`. */
export function destinationsOf(judged: readonly Pick<ProbeResult, 'probe' | 'attribution'>[]): Destinations {
  const destinations = new Map<string, { routes: Set<string>; bypassed: boolean; seen: boolean }>();
  for (const { probe, attribution } of judged) {
    const authority = authorityOf(probe);
    if (NOBODYS_OWN.has(authority.replace(/:\d+$/, ''))) continue;
    const { decision } = probe.expected;
    const known = destinations.get(authority);
    const destination = known ?? { routes: new Set(), bypassed: decision.rule.kind === 'bypass', seen: false };
    if (known === undefined) destinations.set(authority, destination);
    destination.seen ||= attribution.taken.kind !== 'unseen' || attribution.sightings.length > 0;
    const routes = routesTaken(attribution.taken);
    for (const route of routes.length > 0 ? routes : [decision.route]) destination.routes.add(routeKey(route));
  }
  return destinations;
}

/** Of how many destinations something is said. */
export const countOf = (destinations: number): string => `${destinations} destination${destinations === 1 ? '' : 's'}`;

/** `host:port` of each once, a few of them where they are many. */
export function namesOf(authorities: readonly string[]): string {
  const all = [...new Set(authorities.map((authority) => authority.toLowerCase()))].toSorted();
  const more = all.length - DESTINATIONS_SHOWN;
  return `${all.slice(0, DESTINATIONS_SHOWN).join(', ')}${more > 0 ? `, and ${more} more` : ''}`;
}
