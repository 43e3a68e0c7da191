import type { Probe } from '../matrix/probe.ts';
import type { Route } from '../routing/route.ts';
import type { Attribution } from './attribution.ts';
import type { Ledger } from './ledger.ts';
import type { BrowserSighting, ProxySighting, Sighting } from './sightings.ts';

/**
 * The join for one probe:
 *
 *     marker ──► origin's sighting ──► its peer = a proxy's upstream socket ──► that proxy
 *                                 └──► its peer = nobody's socket           ──► direct
 *
 * Where the origin never saw the marker, a proxy that was asked for the probe's own `host:port` while the browser
 * waited for this very probe tells where it stopped.
 */
export function attribute(probe: Probe, ledger: Ledger): Attribution {
  const browser = ledger.browserSighting(probe.id);
  const seen = ledger.originSightings(probe.id).map((origin) => ({ origin, opener: ledger.openerOf(origin) }));
  const stops = seen.length > 0 ? [] : stoppedExchanges(probe, browser, ledger);

  const routes = distinct(seen.map(({ opener }) => routeOf(opener)));
  const stopRoutes = distinct(stops.map(routeOf));
  const [route] = routes;
  const [stop] = stopRoutes;
  const sightings: Sighting[] = [
    ...seen.flatMap(({ origin, opener }) => (opener ? [opener, origin] : [origin])),
    ...stops,
    ...(browser ? [browser] : []),
  ];
  return {
    probe: probe.id,
    taken:
      route !== undefined
        ? routes.length === 1
          ? { kind: 'route', route }
          : { kind: 'several', routes }
        : stop !== undefined && stopRoutes.length === 1
          ? { kind: 'stopped-at', route: stop }
          : { kind: 'unseen' },
    sightings: sightings.sort((a, b) => a.at - b.at),
  };
}

/** The browser's clock counts whole milliseconds. */
const CLOCK_MILLISECONDS = 2;

function stoppedExchanges(
  probe: Probe,
  browser: BrowserSighting | undefined,
  ledger: Ledger,
): readonly ProxySighting[] {
  if (browser === undefined) return [];
  const tolerance = CLOCK_MILLISECONDS + ledger.clockTolerance;
  const from = browser.at - browser.durationMilliseconds - tolerance;
  const kind = probe.scheme === 'http' ? 'forward' : 'tunnel';
  return ledger
    .stoppedAt(authorityOf(probe))
    .filter((s) => s.kind === kind && s.at >= from && s.at <= browser.at + tolerance);
}

const DEFAULT_PORT = { http: 80, ws: 80, https: 443, wss: 443 } as const;

/** `host:port` as the browser asks a proxy for it. */
export function authorityOf(probe: Pick<Probe, 'url' | 'scheme'>): string {
  const { hostname, port } = new URL(probe.url);
  return `${hostname}:${port || DEFAULT_PORT[probe.scheme]}`;
}

function routeOf(opener: ProxySighting | undefined): Route {
  return opener === undefined ? { kind: 'direct' } : { kind: 'proxy', index: opener.index };
}

function distinct(routes: readonly Route[]): readonly Route[] {
  return [...new Map(routes.map((route) => [routeKey(route), route])).values()];
}

/** Equal for equal routes. */
export function routeKey(route: Route): string {
  return route.kind === 'direct' ? 'direct' : `proxy ${route.index}`;
}
