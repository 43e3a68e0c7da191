import { domainToASCII } from 'node:url';
import type { ProxyConfiguration } from '../../harness/configuration/proxy-configuration.ts';
import type { Route } from '../../harness/routing/route.ts';

/** What is asked: where does this configuration send a request for this host? */
export interface Question {
  readonly configuration: ProxyConfiguration;
  /** As somebody may have typed it: any case, Unicode, trailing dot, an address. */
  readonly host: string;
}

/** What an engine did with a request. `lost`: it reached nobody who could tell, and why. */
export type Opinion = Route | { readonly kind: 'lost'; readonly why: string };

/** Somebody who routes by a configuration and was not written by looking at the routing oracle. */
export interface Engine {
  /** As failures name it. */
  readonly name: string;
  /** One opinion for each question, in their order. */
  opinions(questions: readonly Question[]): Promise<readonly Opinion[]>;
}

/**
 * The host as it arrives at a proxy: what only a browser can read (Unicode, other spellings of addresses) is written
 * as a browser writes it. Upper case and a trailing dot stay, for the engine to judge.
 */
export function onTheWire(host: string): string {
  const ascii = domainToASCII(host);
  return ascii === host.toLowerCase() ? host : ascii;
}

/** Proxies of one configuration at most; an engine needs a witness for each. */
export const MOST_PROXIES = 5;
