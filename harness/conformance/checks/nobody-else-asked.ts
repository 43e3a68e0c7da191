import { authorityOf, routeKey } from '../../evidence/attribute.ts';
import { routesTaken } from '../../evidence/open-routes.ts';
import type { ProxySighting } from '../../evidence/sightings.ts';
import type { CheckResult, ProbeResult, ProxyName } from '../verification.ts';
import { checkResult, type Deviation } from './check.ts';

type Judged = Pick<ProbeResult, 'probe' | 'attribution'>;

/** What was asked for at one `host:port`, over all the probes for it. */
interface Destination {
  /** Of the ways that its requests took; of the right one where no request was seen to take any. */
  readonly routes: Set<string>;
  readonly bypassed: boolean;
}

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

const NOTHING_ASKED: Deviation = {
  verdict: 'inconclusive',
  seen: 'No request for any destination was seen, so nothing is known.',
};

/** Destinations that one finding names. */
const DESTINATIONS_SHOWN = 5;

/**
 * Whether any proxy was asked for a probe's own `host:port` beside the one that its requests went through: a request is
 * routed by its host, so that for one host there is one proxy to ask, and none where it goes direct.
 *
 * @param asked everything that proxies were asked for by the session while they worked.
 * @returns nothing where there is nothing to look at.
 */
export function checkNobodyElseAsked(
  judged: readonly Judged[],
  asked: readonly ProxySighting[],
  names: readonly ProxyName[],
): readonly CheckResult[] {
  const destinations = destinationsOf(judged);
  if (destinations.size === 0) return [];
  const known = new Set(asked.flatMap(({ kind, authority }) => (kind === 'none' ? [] : [authority.toLowerCase()])));
  const wasAskedFor = (one: Judged): boolean => wasSeen(one) || known.has(authorityOf(one.probe));
  const examined = destinationsOf(judged.filter(wasAskedFor)).size;
  const others = asked.filter(({ index, kind, authority }) => {
    const destination = destinations.get(authority.toLowerCase());
    return kind !== 'none' && destination !== undefined && !destination.routes.has(routeKey({ kind: 'proxy', index }));
  });
  const isBypassed = ({ authority }: ProxySighting): boolean =>
    destinations.get(authority.toLowerCase())?.bypassed === true;
  const count = `${examined} destination${examined === 1 ? '' : 's'}`;
  return [
    checkResult({
      id: 'routing/nobody-else-asked',
      requirement: 'R-EGRESS-STABLE',
      stimulus: 'Everything that the proxies were asked for while all of them worked.',
      obligation: 'For each host and port, nobody is asked but the proxy that its requests go through.',
      seen: `For none of ${count} was a proxy asked that its requests did not go through.`,
      deviations: [
        ...(examined === 0 ? [NOTHING_ASKED] : []),
        ...names.flatMap(({ index, name }) => {
          const here = others.filter((sighting) => sighting.index === index);
          return [
            ...deviation(name, here.filter(isBypassed), 'R-BYPASS-NO-PROXY'),
            ...deviation(
              name,
              here.filter((sighting) => !isBypassed(sighting)),
              'R-EGRESS-STABLE',
            ),
          ];
        }),
      ],
      sightings: others,
    }),
  ];
}

function wasSeen({ attribution: { taken, sightings } }: Judged): boolean {
  return taken.kind !== 'unseen' || sightings.length > 0;
}

function destinationsOf(judged: readonly Judged[]): ReadonlyMap<string, Destination> {
  const destinations = new Map<string, Destination>();
  for (const { probe, attribution } of judged) {
    if (NOBODYS_OWN.has(new URL(probe.url).hostname)) continue;
    const { decision } = probe.expected;
    const authority = authorityOf(probe);
    const known = destinations.get(authority);
    const destination = known ?? { routes: new Set(), bypassed: decision.rule.kind === 'bypass' };
    if (known === undefined) destinations.set(authority, destination);
    const routes = routesTaken(attribution.taken);
    for (const route of routes.length > 0 ? routes : [decision.route]) destination.routes.add(routeKey(route));
  }
  return destinations;
}

function deviation(name: string, sightings: readonly ProxySighting[], requirement: string): readonly Deviation[] {
  if (sightings.length === 0) return [];
  const authorities = [...new Set(sightings.map(({ authority }) => authority.toLowerCase()))].toSorted();
  const shown = authorities.slice(0, DESTINATIONS_SHOWN).join(', ');
  const more = authorities.length - DESTINATIONS_SHOWN;
  const withCredentials = sightings.filter(({ credentials }) => credentials !== 'absent').length;
  const times = sightings.length === 1 ? 'once' : `${sightings.length} times`;
  const all = withCredentials === sightings.length;
  const credentials = withCredentials === 0 ? '' : ` and ${all ? '' : `${withCredentials} of them `}with credentials`;
  return [
    {
      verdict: 'violates',
      requirement,
      seen: `${name} was asked as well, ${times}${credentials}, for what goes another way: ${shown}${more > 0 ? `, and ${more} more` : ''}.`,
      sightings,
    },
  ];
}
