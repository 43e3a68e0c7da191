import type { LookupFunction, Socket } from 'node:net';
import type { Manner } from '../personality/personality.ts';
import type { Authority } from './authority.ts';
import type { RoutingPolicy } from './policy.ts';

/** What a router needs to send one request on its way. */
export interface Upstreams {
  /** Address of each proxy, by position in the configuration. */
  readonly servers: readonly Authority[];
  readonly policy: RoutingPolicy;
  readonly manner: Manner;
  /** Where a direct connection really goes. */
  readonly dial: (destination: Authority) => Authority;
  /** How names are resolved. */
  readonly lookup: LookupFunction;
  /** Told of every connection upstream: ends it with the router. */
  readonly track: (socket: Socket) => void;
}
