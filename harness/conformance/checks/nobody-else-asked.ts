import { routeKey } from '../../evidence/attribute.ts';
import type { ProxySighting } from '../../evidence/sightings.ts';
import type { CheckResult, ProxyName } from '../verification.ts';
import { checkResult, type Deviation } from './check.ts';
import { countOf, type Destinations, namesOf } from './destinations.ts';

const NOTHING_ASKED: Deviation = {
  verdict: 'inconclusive',
  seen: 'No request for any destination was seen, so nothing is known.',
};

/**
 * Whether any proxy was asked for a probe's own `host:port` beside the one that its requests went through: a request is
 * routed by its host, so that for one host there is one proxy to ask, and none where it goes direct.
 *
 * @param asked everything that proxies were asked for by the session while they worked.
 * @returns nothing where there is nothing to look at.
 */
export function checkNobodyElseAsked(
  destinations: Destinations,
  asked: readonly ProxySighting[],
  names: readonly ProxyName[],
): readonly CheckResult[] {
  if (destinations.size === 0) return [];
  const known = new Set(asked.flatMap(({ kind, authority }) => (kind === 'none' ? [] : [authority.toLowerCase()])));
  const examined = [...destinations].filter(([authority, { seen }]) => seen || known.has(authority)).length;
  const others = asked.filter(({ index, kind, authority }) => {
    const destination = destinations.get(authority.toLowerCase());
    return kind !== 'none' && destination !== undefined && !destination.routes.has(routeKey({ kind: 'proxy', index }));
  });
  const isBypassed = ({ authority }: ProxySighting): boolean =>
    destinations.get(authority.toLowerCase())?.bypassed === true;
  return [
    checkResult({
      id: 'routing/nobody-else-asked',
      requirement: 'R-EGRESS-STABLE',
      stimulus: 'Everything that the proxies were asked for while all of them worked.',
      obligation: 'For each host and port, nobody is asked but the proxy that its requests go through.',
      seen: `For none of ${countOf(examined)} was a proxy asked that its requests did not go through.`,
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

function deviation(name: string, sightings: readonly ProxySighting[], requirement: string): readonly Deviation[] {
  if (sightings.length === 0) return [];
  const withCredentials = sightings.filter(({ credentials }) => credentials !== 'absent').length;
  const times = sightings.length === 1 ? 'once' : `${sightings.length} times`;
  const all = withCredentials === sightings.length;
  const credentials = withCredentials === 0 ? '' : ` and ${all ? '' : `${withCredentials} of them `}with credentials`;
  return [
    {
      verdict: 'violates',
      requirement,
      seen: `${name} was asked as well, ${times}${credentials}, for what goes another way: ${namesOf(sightings.map(({ authority }) => authority))}.`,
      sightings,
    },
  ];
}
