import { routeKey, withPort } from '../../evidence/attribute.ts';
import type { OriginSighting } from '../../evidence/sightings.ts';
import type { CheckResult } from '../verification.ts';
import { checkResult, type Deviation } from './check.ts';
import { countOf, type Destinations, namesOf } from './destinations.ts';

const DIRECT = routeKey({ kind: 'direct' });

/**
 * Whether the origin was asked past the proxies for what goes through one. A probe's own requests are judged one by one, by
 * their markers; a copy of one that somebody made without its marker, or a look at its host beforehand, is seen only here.
 *
 * @param direct everything without a marker that the session asked of the origin, and no proxy brought.
 * @returns nothing where no request goes through a proxy.
 */
export function checkPastTheProxies(
  destinations: Destinations,
  direct: readonly OriginSighting[],
): readonly CheckResult[] {
  const proxied = [...destinations].filter(([, { routes }]) => !routes.has(DIRECT));
  if (proxied.length === 0) return [];
  const examined = proxied.filter(([, { seen }]) => seen).length;
  const known = new Set(proxied.map(([authority]) => authority));
  const past = direct.filter((sighting) => known.has(destinationOf(sighting)));
  const times = past.length === 1 ? 'once' : `${past.length} times`;
  return [
    checkResult({
      id: 'routing/nothing-past-the-proxies',
      requirement: 'R-EGRESS-STABLE',
      stimulus: 'Everything that the origin was asked for without a marker.',
      obligation: 'What goes through a proxy is never asked for directly as well.',
      seen: `None of ${countOf(examined)} behind a proxy was asked for directly as well.`,
      deviations: [
        ...(examined === 0 ? [NOTHING_ASKED] : []),
        ...(past.length === 0
          ? []
          : [
              {
                verdict: 'violates' as const,
                seen: `The origin was asked directly as well, ${times} and without a marker, for what goes through a proxy: ${namesOf(past.map(destinationOf))}.`,
                cause: 'Whoever watches the network past the proxies sees which hosts are visited.',
                sightings: past,
              },
            ]),
      ],
      sightings: past,
    }),
  ];
}

const NOTHING_ASKED: Deviation = {
  verdict: 'inconclusive',
  seen: 'No request for anything behind a proxy was seen, so nothing is known.',
};

function destinationOf({ authority, scheme }: OriginSighting): string {
  return withPort(authority.toLowerCase(), scheme);
}
