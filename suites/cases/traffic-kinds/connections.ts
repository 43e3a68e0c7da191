import type { DrivenSession, ObservedRequest } from '../../../harness/conformance/cases/driven-session.ts';
import { judgeRequest } from '../../../harness/conformance/cases/judge-request.ts';
import { given } from '../../../harness/conformance/cases/that.ts';
import type { OriginSighting } from '../../../harness/evidence/sightings.ts';
import { defineSteps } from '../define.ts';
import { hostOn, pageFor, ROUTES, threeRoutes } from './routes.ts';

/** Each of these hosts is asked three times, in turn with the others. */
const ROUNDS = [1, 2, 3];

export const keptConnections = defineSteps({
  id: 'traffic-kinds/kept-connections',
  requirements: ['R-TRAFFIC-HTTPS'],
  stimulus:
    'Hosts with different routes are asked in turn, over TLS connections that are kept open for the next request.',
  obligation: 'Each request takes the route of its own host, also on a connection that has been used before.',
  configuration: threeRoutes,
  async steps(stage) {
    return untilKept(await stage.start(), 'http/1.1', (route) => `https://${hostOn(route)}/?keep`);
  },
  expect: (observed) => [
    ...observed.map((one) => judgeRequest(one, { goes: one.request.route, requirement: 'R-TRAFFIC-HTTPS' })),
    ...connectionsOf(observed, 'http/1.1'),
  ],
  provedBy: ['tunnels-direct', 'session-keeps-route'],
});

export const http2 = defineSteps({
  id: 'traffic-kinds/http2',
  requirements: ['R-TRAFFIC-HTTP2'],
  stimulus: 'Hosts with different routes, all of which speak HTTP/2, are asked in turn.',
  obligation: 'Each request takes the route of its own host, also on a connection that has been used before.',
  configuration: threeRoutes,
  async steps(stage) {
    return untilKept(await stage.start(), 'h2', (route) => `https://${hostOn(route, 'h2')}/`);
  },
  expect: (observed) => [
    ...observed.map((one) => judgeRequest(one, { goes: one.request.route, requirement: 'R-TRAFFIC-HTTP2' })),
    ...connectionsOf(observed, 'h2'),
  ],
  provedBy: ['tunnels-direct', 'session-keeps-route'],
});

/** Chromium closes every connection when an address of its machine comes or goes: then there is nothing to be used again. */
const MOST_TIMES = 8;

type UrlOn = (route: (typeof ROUTES)[number]) => string;

/** Asks until every host was asked twice on one connection, so that there is something to judge. */
async function untilKept(session: DrivenSession, protocol: OriginSighting['protocol'], url: UrlOn) {
  const observed: ObservedRequest<ReturnType<typeof inTurn>[number]>[] = [];
  for (let times = 0; times < MOST_TIMES; times++) {
    observed.push(...(await session.ask(inTurn(url))));
    if (connectionsOf(observed, protocol).every(({ deviations }) => deviations.length === 0)) break;
  }
  return observed;
}

/** Requests of one page, to one route after the other. */
function inTurn(url: UrlOn) {
  const from = pageFor('default', 'https');
  return ROUNDS.flatMap(() => ROUTES.map((route) => ({ route, url: url(route), by: 'fetch', from }) as const));
}

/** Without a connection that was used again, nothing can be said of one. */
function connectionsOf(observed: readonly ObservedRequest[], protocol: OriginSighting['protocol']) {
  return [...new Set(observed.map(({ probe }) => probe.host))].map((host) => {
    const seen = observed
      .filter(({ probe }) => probe.host === host)
      .flatMap(({ attribution }) => attribution.sightings)
      .filter((sighting) => sighting.witness === 'origin' && sighting.protocol === protocol);
    const peers = new Set(seen.map((sighting) => (sighting.witness === 'origin' ? sighting.peer.port : 0)));
    return given(
      peers.size > 0 && peers.size < seen.length,
      `The origin got ${seen.length} requests for ${host} by ${protocol} on ${peers.size === 1 ? 'one connection' : `${peers.size} connections`}.`,
      `The browser used no connection to ${host} twice by ${protocol}.`,
      { sightings: seen },
    );
  });
}
