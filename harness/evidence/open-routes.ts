import type { ProxyConfiguration } from '../configuration/proxy-configuration.ts';
import type { Probe } from '../matrix/probe.ts';
import { permittedRoutes } from '../routing/permitted-routes.ts';
import type { Route } from '../routing/route.ts';
import type { Attribution } from './attribution.ts';

/** What the document leaves open about the route of one request. */
export interface OpenRoutes {
  /** Every route that some reading of the document leads to. */
  readonly permitted: readonly Route[];
  /**
   * Where requests went for hosts that no rule claims and that look like no pattern: the service's own reading of the
   * silence about them. Absent where none is known to have gone anywhere.
   */
  readonly unmatched?: readonly Route[];
}

/** What the document leaves open about each probe of a run, in which these requests were made. */
export function openRoutes(
  configuration: ProxyConfiguration,
  made: Iterable<{ readonly probe: Probe; readonly attribution: Pick<Attribution, 'taken'> }>,
): (probe: Pick<Probe, 'host' | 'expected'>) => OpenRoutes {
  const unmatched: Route[] = [];
  for (const { probe, attribution } of made) {
    if (probe.source.variant === 'no-rule') unmatched.push(...routesTaken(attribution.taken));
  }
  return ({ host, expected }) => ({
    permitted: permittedRoutes(configuration, expected.decision, host),
    ...(unmatched.length === 0 ? {} : { unmatched }),
  });
}

/** Every route that a request is known to have taken. */
export function routesTaken(taken: Attribution['taken']): readonly Route[] {
  switch (taken.kind) {
    case 'unseen':
      return [];
    case 'several':
    case 'unclear':
      return taken.routes;
    default:
      return [taken.route];
  }
}
