import type { IncomingMessage } from 'node:http';
import type { EgressConfiguration } from '../session-browser.ts';
import { type Egress, RouteTable } from './route-table.ts';

/** Every decision that a router takes. A sabotage replaces one of them. */
export interface RoutingPolicy {
  /** @param request as the browser made it to the router; the documented routes need the host only. */
  route(host: string, request?: IncomingMessage): Egress;
  /**
   * Value of the `Proxy-Authorization` header for a request, where it gets one.
   * @param hop who the request is sent to: the proxy at a position, or its origin.
   */
  authorizationFor(hop: number | 'origin', kind: 'tunnel' | 'forward'): string | undefined;
  /**
   * What becomes of a request whose route cannot be reached; the documented answer is an error, never another route.
   * @param answer what the proxy said, where it said anything.
   */
  afterFailure(failed: Egress, answer?: ErrorAnswer): Egress | 'error';
  /** What becomes of a proxy's error answer to a plain-HTTP request; the documented one is to pass it on. */
  afterErrorAnswer(answered: Egress, answer: ErrorAnswer): Egress | 'pass-on';
}

/** A proxy's answer that is no success; to a plain-HTTP request it may be the origin's. */
export interface ErrorAnswer {
  readonly to: 'tunnel' | 'forward';
  readonly status: number;
}

/** The documented behaviour: precedence of the route table, each proxy its own credentials, no fallback. */
export function documentedPolicy(egress: EgressConfiguration | undefined): RoutingPolicy {
  const table = new RouteTable(egress?.proxyConfiguration);
  const authorizations = (egress?.proxyConfiguration.proxies ?? []).map(({ externalProxy }) => {
    const arn = externalProxy.credentials?.basicAuth.secretArn;
    const credentials = arn === undefined ? undefined : egress?.credentials.get(arn);
    if (credentials === undefined) return undefined;
    return `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64')}`;
  });
  return {
    route: (host) => table.route(host),
    authorizationFor: (hop) => (hop === 'origin' ? undefined : authorizations[hop]),
    afterFailure: () => 'error',
    afterErrorAnswer: () => 'pass-on',
  };
}
