import type { Probe, Scheme } from '../matrix/probe.ts';
import type { Route } from '../routing/route.ts';
import type { Attribution } from './attribution.ts';
import { type Bearer, bearerOf } from './bearer.ts';
import type { Ledger } from './ledger.ts';
import type { BrowserSighting, ProxySighting, Sighting } from './sightings.ts';

/**
 * The join for one probe:
 *
 *     marker ──► origin's sighting ──► its peer = a proxy's upstream socket ──► that proxy
 *                                 ├──► its peer = nobody's socket           ──► direct
 *                                 └──► the address of a proxy behind a tap  ──► {@link bearerOf}
 *
 * Where the origin never saw the marker, a proxy that was asked for the probe's own `host:port` while the browser
 * waited for this very probe tells where it stopped.
 */
export function attribute(probe: Probe, ledger: Ledger): Attribution {
  const browser = ledger.browserSighting(probe.id);
  const asked = { authority: authorityOf(probe), kind: kindOf(probe) };
  const seen = ledger.originSightings(probe.id).map((origin) => ({ origin, bearer: bearerOf(origin, asked, ledger) }));
  const unclear = seen.map(({ bearer }) => bearer).find((bearer) => bearer.kind === 'unclear');
  const stops = seen.length > 0 ? [] : stoppedExchanges(probe, browser, ledger);

  const routes = distinct(seen.flatMap(({ bearer }) => routeOf(bearer) ?? []));
  const stopRoutes = distinct(stops.map(({ index }) => ({ kind: 'proxy', index })));
  const [route] = routes;
  const [stop] = stopRoutes;
  const sightings: Sighting[] = [
    ...seen.flatMap(({ origin, bearer }) => [...exchangesOf(bearer), origin]),
    ...stops,
    ...(browser ? [browser] : []),
  ];
  return {
    probe: probe.id,
    taken:
      unclear !== undefined
        ? { kind: 'unclear', reason: unclear.reason, routes }
        : route !== undefined
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
  const kind = kindOf(probe);
  return ledger
    .stoppedAt(authorityOf(probe))
    .filter((s) => s.kind === kind && s.at >= from && s.at <= browser.at + tolerance);
}

const DEFAULT_PORT = { http: 80, ws: 80, https: 443, wss: 443 } as const;

/** `host:port` as the browser asks a proxy for it. */
export function authorityOf(probe: Pick<Probe, 'url' | 'scheme'>): string {
  return withPort(new URL(probe.url).host, probe.scheme);
}

/** The same with the scheme's port, where it names none. @param host `host` or `host:port`. */
export function withPort(host: string, scheme: Scheme): string {
  return /:\d+$/.test(host) ? host : `${host}:${DEFAULT_PORT[scheme]}`;
}

/** How a browser asks a proxy for it. */
function kindOf({ scheme }: Pick<Probe, 'scheme'>): 'forward' | 'tunnel' {
  return scheme === 'http' ? 'forward' : 'tunnel';
}

function routeOf(bearer: Bearer): Route | undefined {
  switch (bearer.kind) {
    case 'proxy':
      return { kind: 'proxy', index: bearer.exchange.index };
    case 'session':
      return { kind: 'direct' };
    case 'unclear':
      return undefined;
  }
}

function exchangesOf(bearer: Bearer): readonly ProxySighting[] {
  if (bearer.kind === 'session') return [];
  return bearer.kind === 'proxy' ? [bearer.exchange] : bearer.exchanges;
}

function distinct(routes: readonly Route[]): readonly Route[] {
  return [...new Map(routes.map((route) => [routeKey(route), route])).values()];
}

/** Equal for equal routes. */
export function routeKey(route: Route): string {
  return route.kind === 'direct' ? 'direct' : `proxy ${route.index}`;
}
