import type { IncomingMessage } from 'node:http';
import type { Authority } from '../router/authority.ts';
import type { RoutingPolicy } from '../router/policy.ts';
import type { Egress } from '../router/route-table.ts';
import type { EgressConfiguration } from '../session-browser.ts';
import { documented } from './documented.ts';
import type { Names } from './names.ts';
import { observed } from './observed.ts';

/** What a router answers itself, in place of sending a request on its way. A CONNECT gets the status alone. */
export interface Refusal {
  readonly kind: 'refused';
  readonly status: number;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly page: string;
}

/** A request that nobody in the browser asked for, as its method and target. */
export interface NoiseRequest {
  readonly method: 'CONNECT' | 'GET';
  readonly target: string;
}

/** How one session's router behaves around its routing. */
export interface Manner {
  /** The way of a request, or the answer in its place. */
  way(destination: Authority, request?: IncomingMessage): Promise<Egress | Refusal>;
  /** Headers that every plain-HTTP response gets on top of its own: names and values in turn. */
  readonly responseHeaders: readonly string[];
  /** Sent once, with the session's first request, to the proxy at a position. */
  readonly noise?: { readonly position: number; readonly requests: readonly NoiseRequest[] };
}

/** What the document leaves to the one who carries it out: the same routing policy, in another manner. */
export type Personality = (policy: RoutingPolicy, egress: EgressConfiguration | undefined) => Manner;

export type PersonalityName = 'documented' | 'observed';

/** By the name that a user gives it. Without names of its own, one that asks for any asks the machine's resolver. */
export const PERSONALITIES: Readonly<Record<PersonalityName, (names?: Names) => Personality>> = {
  documented: () => documented,
  observed,
};
