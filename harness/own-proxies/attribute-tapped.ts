import { authorityOf, routeKey } from '../evidence/attribute.ts';
import type { Attribution } from '../evidence/attribution.ts';
import type { Ledger } from '../evidence/ledger.ts';
import type { BrowserSighting, OriginSighting, ProxySighting } from '../evidence/sightings.ts';
import { markerOf } from '../matrix/marker.ts';
import type { Probe } from '../matrix/probe.ts';
import type { Route } from '../routing/route.ts';

/**
 * The join for one probe where taps stand before real proxies:
 *
 *     our origin saw it                                             ──► direct: nobody else is led there
 *     a tap passed on an exchange for its host:port at that time    ──► that proxy
 *
 * The second is weaker than the join by sockets: beyond the proxy there is no witness of ours.
 */
export function attributeTapped(probe: Probe, ledger: Ledger): Attribution {
  const browser = ledger.browserSighting(probe.id);
  const window = browser === undefined ? undefined : windowOf(browser, ledger.clockTolerance);
  const origin = atOrigin(probe, ledger, window);
  const relayed = window === undefined ? [] : atTaps(probe, ledger, window);

  const relays = distinct(relayed.map(({ index }) => ({ kind: 'proxy', index })));
  const routes: readonly Route[] = origin.length > 0 ? [{ kind: 'direct' }, ...relays] : relays;
  const [route] = routes;
  const sightings = [...origin, ...relayed, ...(browser ? [browser] : [])];
  return {
    probe: probe.id,
    taken:
      route === undefined
        ? { kind: 'unseen' }
        : routes.length > 1
          ? { kind: 'several', routes }
          : { kind: route.kind === 'direct' ? 'route' : 'relayed', route },
    sightings: sightings.sort((a, b) => a.at - b.at),
  };
}

/** When the browser waited for a probe, in milliseconds since the Unix epoch. */
interface Window {
  readonly from: number;
  readonly to: number;
}

/** The browser's clock counts whole milliseconds. */
const CLOCK_MILLISECONDS = 2;

function windowOf({ at, durationMilliseconds }: BrowserSighting, clockTolerance: number): Window {
  const tolerance = CLOCK_MILLISECONDS + clockTolerance;
  return { from: at - durationMilliseconds - tolerance, to: at + tolerance };
}

/** A URL of the user's own carries no marker: there the host and the time have to tell. */
function atOrigin(probe: Probe, ledger: Ledger, window: Window | undefined): readonly OriginSighting[] {
  const marked = ledger.originSightings(probe.id);
  if (window === undefined || markerOf(new URL(probe.url).pathname) !== undefined) return marked;
  const { host } = new URL(probe.url);
  return ledger
    .unmarkedOriginSightings()
    .filter((seen) => seen.authority === host && seen.at >= window.from && seen.at <= window.to);
}

/** Exchanges that were under way while the browser waited: a tunnel may be used again. */
function atTaps(probe: Probe, ledger: Ledger, { from, to }: Window): readonly ProxySighting[] {
  const kind = probe.scheme === 'http' ? 'forward' : 'tunnel';
  return ledger.stoppedAt(authorityOf(probe)).filter(({ kind: seen, at, end }) => {
    const started = end === undefined ? at : end.at - end.durationMilliseconds;
    return seen === kind && started <= to && (end === undefined || end.at >= from);
  });
}

function distinct(routes: readonly Route[]): readonly Route[] {
  return [...new Map(routes.map((route) => [routeKey(route), route])).values()];
}
