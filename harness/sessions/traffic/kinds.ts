import { elements } from './elements.ts';
import { navigations } from './navigations.ts';
import { requests } from './requests.ts';
import { workers } from './workers.ts';

/** One kind of traffic that a page causes. */
export interface TrafficKind {
  /** What the origin is asked to answer with; default: a page. */
  readonly as?: string;
  /** Methods by which the origin is to see the marker, in this order. Default: one GET. */
  readonly methods?: readonly string[];
  /** What arrives at the origin as the request's body. */
  readonly body?: string;
  /** Whether the page is gone afterwards. */
  readonly leaves?: true;
  /** JavaScript that makes the page send the request. @param url as a literal. */
  readonly script: (url: string) => string;
  /** JavaScript that clears up. */
  readonly after?: string;
}

/** Every kind, by its name in cases. */
export const TRAFFIC = { ...elements, ...requests, ...workers, ...navigations } satisfies Record<string, TrafficKind>;

export type TrafficName = keyof typeof TRAFFIC;

/** The row of a kind. */
export function trafficKind(name: TrafficName): TrafficKind {
  return TRAFFIC[name];
}
