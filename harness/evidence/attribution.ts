import type { ProbeId } from '../matrix/probe.ts';
import type { Route } from '../routing/route.ts';
import type { Sighting } from './sightings.ts';

/** The join of all sightings for one probe. */
export interface Attribution {
  readonly probe: ProbeId;
  readonly taken: /** The origin saw the marker on exactly this route. */
    | { readonly kind: 'route'; readonly route: Route }
    /** The origin saw the marker more than once, on different routes. */
    | { readonly kind: 'several'; readonly routes: readonly Route[] }
    /** The origin saw the marker, and who brought it cannot be told. `routes`: of the times for which it can. */
    | { readonly kind: 'unclear'; readonly reason: string; readonly routes: readonly Route[] }
    /** The origin never saw the marker, but a proxy handled an exchange that can only be this probe's. */
    | { readonly kind: 'stopped-at'; readonly route: Route }
    /**
     * No origin of ours saw the marker, but a tap passed on an exchange for the probe's own `host:port` while the
     * browser waited for it. Weaker than the other two: which request it was is concluded from name and time.
     */
    | { readonly kind: 'relayed'; readonly route: Route }
    /** No witness but the browser knows the probe. */
    | { readonly kind: 'unseen' };
  /** The sightings that prove it, in time order. */
  readonly sightings: readonly Sighting[];
}
