import { routeKey } from '../../evidence/attribute.ts';
import type { Attribution } from '../../evidence/attribution.ts';
import { routesTaken } from '../../evidence/open-routes.ts';
import { routeWords } from '../../evidence/probe-wording.ts';
import type { Probe } from '../../matrix/probe.ts';
import type { Route } from '../../routing/route.ts';
import type { CheckResult, ProxyName } from '../verification.ts';
import { checkResult, type Deviation } from './check.ts';

/** A request that was made again, beside the first one for the same. */
interface MadeAgain {
  readonly probe: Pick<Probe, 'host' | 'scheme'>;
  readonly first: Attribution;
  readonly again: Attribution;
}

/**
 * Whether requests for a host go on taking the route that the first one took. Which that should be, the probes say.
 * @returns nothing where nothing was to be asked for again.
 */
export function checkSameRoute(made: readonly MadeAgain[], names: readonly ProxyName[]): readonly CheckResult[] {
  if (made.length === 0) return [];
  const hosts = [...new Set(made.map(({ probe }) => probe.host))];
  const shown = hosts.length === 1 ? hosts[0] : `${hosts.length} hosts`;
  return [
    checkResult({
      id: 'routing/same-route-again',
      requirement: 'R-EGRESS-STABLE',
      stimulus: 'One host of every route is asked for again and again, over each scheme.',
      obligation: 'Every request for a host takes the route that the first one over its scheme took.',
      seen: `All of ${made.length} further requests for ${shown} took the route of the first ones.`,
      deviations: hosts.flatMap((host) =>
        deviationsOf(
          host,
          made.filter(({ probe }) => probe.host === host),
          names,
        ),
      ),
      sightings: made.flatMap(({ again }) => again.sightings.filter(({ witness }) => witness === 'origin')),
    }),
  ];
}

function deviationsOf(host: string, made: readonly MadeAgain[], names: readonly ProxyName[]): readonly Deviation[] {
  const some = (few: readonly MadeAgain[]): string => `${few.length} of ${made.length} further requests for ${host}`;
  const unknown = made.filter((one) => !isKnown(one.first) || !isKnown(one.again));
  const others = new Map<string, { readonly route: Route; readonly few: MadeAgain[] }>();
  for (const one of made) {
    if (!isKnown(one.first)) continue;
    const usual = routesTaken(one.first.taken).map(routeKey);
    for (const route of routesTaken(one.again.taken)) {
      const key = routeKey(route);
      if (usual.includes(key)) continue;
      const known = others.get(key);
      if (known) known.few.push(one);
      else others.set(key, { route, few: [one] });
    }
  }
  return [
    ...[...others.values()].map(({ route, few }): Deviation => {
      const schemes = [...new Set(few.map(({ probe }) => probe.scheme))].join(', ');
      return {
        verdict: 'violates',
        seen: `${some(few)} ${routeWords(route, names)}, unlike the first ones (${schemes}).`,
        sightings: few.flatMap(({ again }) => again.sightings),
      };
    }),
    ...(unknown.length === 0
      ? []
      : [
          {
            verdict: 'inconclusive' as const,
            seen: `Of ${some(unknown)}, or of the first ones, it is not known which route they took.`,
            sightings: unknown.flatMap(({ again }) => again.sightings),
          },
        ]),
  ];
}

/** The origin saw it, and it is clear who brought it; or a proxy stopped it. */
function isKnown({ taken }: Attribution): boolean {
  return taken.kind !== 'unseen' && taken.kind !== 'unclear';
}
