import type { CaseProbe } from '../../../harness/conformance/cases/case.ts';
import type { TrafficName } from '../../../harness/sessions/traffic/kinds.ts';

/** The three ways that a request can take. */
export const ROUTES = ['default', 'named', 'direct'] as const;

type RouteName = (typeof ROUTES)[number];

/** A host for each route. */
const HOST: Readonly<Record<RouteName, string>> = {
  default: 'www.company.test',
  named: 'api.example.test',
  direct: 's3.amazonaws.test',
};

/** The page's own route: another one, so that nothing passes because it goes where the page goes. */
const PAGE_ROUTE: Readonly<Record<RouteName, RouteName>> = { default: 'named', named: 'direct', direct: 'default' };

/** One proxy by pattern, one by default, one domain direct. */
export const threeRoutes = () =>
  ({
    proxies: [{ name: 'named', claims: ['.example.test'] }, { name: 'default' }],
    bypass: ['.amazonaws.test'],
  }) as const;

/** A host on a route. @param label below the host that stands for the route. */
export function hostOn(route: RouteName, label?: string): string {
  return label === undefined ? HOST[route] : `${label}.${HOST[route]}`;
}

/** The URL of a page whose own route is another than the one of its request. */
export function pageFor(route: RouteName, scheme: 'http' | 'https'): string {
  return `${scheme}://${hostOn(PAGE_ROUTE[route])}/`;
}

const REQUIREMENT = {
  http: 'R-TRAFFIC-HTTP',
  https: 'R-TRAFFIC-HTTPS',
  ws: 'R-TRAFFIC-WEBSOCKET',
  wss: 'R-TRAFFIC-WEBSOCKET',
} as const;

/** What a request over a scheme breaks if it takes another route. */
export function requirementOf(scheme: keyof typeof REQUIREMENT): (typeof REQUIREMENT)[typeof scheme] {
  return REQUIREMENT[scheme];
}

/** A request to a host on a route, made by a page on another route. */
export function fromOtherRoute(
  by: TrafficName,
  route: RouteName,
  scheme: keyof typeof REQUIREMENT,
): CaseProbe<'default' | 'named'> {
  return {
    url: `${scheme}://${hostOn(route)}/`,
    by,
    from: pageFor(route, scheme === 'https' || scheme === 'wss' ? 'https' : 'http'),
    goes: route,
    requirement: requirementOf(scheme),
  };
}
