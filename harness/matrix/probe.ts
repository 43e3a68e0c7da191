import type { Decision, Route } from '../routing/route.ts';

export type Scheme = 'http' | 'https' | 'ws' | 'wss';

/** Unique within a run; also the marker that travels in the request's path. */
export type ProbeId = string & { readonly __brand: 'ProbeId' };

/** How a host relates to the rule that it was derived from. */
export type Variant =
  | 'apex'
  | 'subdomain'
  | 'deep-subdomain'
  | 'look-alike-prefix'
  | 'look-alike-suffix'
  | 'upper-case'
  | 'no-rule'
  | 'user-host'
  | 'user-expectation';

/** Where a probe comes from: the JSON path of the rule it examines, or the user's own file. */
export interface ProbeSource {
  readonly variant: Variant;
  /** The pattern under examination, where there is one. */
  readonly pattern?: string;
  /** JSON path of the rule in the configuration, or of the entry in the user's file. */
  readonly path: string;
}

/** Where the request should go, and who says so. */
export type Expectation =
  | { readonly by: 'oracle'; readonly route: Route; readonly decision: Decision }
  /** The user's own word (`--expect`) overrides the oracle's, which stays beside it. */
  | { readonly by: 'user'; readonly route: Route; readonly path: string; readonly decision: Decision };

/** One request to make. */
export interface Probe {
  readonly id: ProbeId;
  /** The URL that the browser asks for, marker included. */
  readonly url: string;
  /** The host as it is asked for (`WWW.Example.COM`), before the browser normalises it. */
  readonly host: string;
  readonly scheme: Scheme;
  /** `fetch`: from an open page. `websocket`: from an open page. `navigation`: the tab itself goes there. */
  readonly traffic: 'fetch' | 'websocket' | 'navigation';
  readonly source: ProbeSource;
  readonly expected: Expectation;
}
