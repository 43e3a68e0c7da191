import type { ProxyName } from '../conformance/verification.ts';
import type { Probe } from '../matrix/probe.ts';
import { resemblingPattern } from '../routing/resembling-pattern.ts';
import type { Route } from '../routing/route.ts';
import { routeOfRule } from '../routing/rules.ts';
import { describeRoute, describeRule, describeSilence } from '../routing/wording.ts';
import { routeKey } from './attribute.ts';
import type { BrowserSighting } from './sightings.ts';

/** `went through a.example:8080`, `went direct`. */
export function routeWords(route: Route, names: readonly ProxyName[]): string {
  return route.kind === 'direct' ? 'went direct' : `went through ${describeRoute(route, names)}`;
}

/** Where a probe should go, and who says so, as one sentence. */
export function expectationWords(
  { host, expected }: Pick<Probe, 'host' | 'expected'>,
  names: readonly ProxyName[],
): string {
  const route = describeRoute(expected.route, names);
  if (expected.by === 'user') return `${host} goes ${way(route)}, because you expect so (${expected.path}).`;
  return `${host} goes ${way(route)}, by ${describeRule(expected.decision.rule, names)}.`;
}

function way(route: string): string {
  return route === 'direct' ? 'direct' : `through ${route}`;
}

/** What the browser says became of a probe, as a clause. */
export function browserWords(sighting: BrowserSighting | undefined): string {
  if (sighting === undefined) return 'the browser has no result for it';
  const { outcome } = sighting;
  switch (outcome.kind) {
    case 'failed':
      return `the browser reports ${outcome.error}`;
    case 'response':
      return `the browser got status ${outcome.status}${outcome.marker === undefined ? ' from somebody else than the origin' : ''}`;
    case 'open':
      return 'the browser opened the WebSocket';
  }
}

/**
 * What most often leads to this wrong route; `undefined` where that would be guessing.
 * @param permitted whether a reading of what the document leaves open leads there.
 */
export function likelyCause(
  { expected }: Pick<Probe, 'expected'>,
  wrong: Route,
  permitted: boolean,
  names: readonly ProxyName[],
): string | undefined {
  const { decision } = expected;
  if (expected.by === 'user' && routeKey(wrong) === routeKey(decision.route)) {
    return `The configuration itself says so: ${describeRule(decision.rule, names)} decides. Change that rule, or the expectation at ${expected.path}.`;
  }
  if (permitted && decision.silentAbout !== undefined) return describeSilence(decision.silentAbout);
  const weaker = decision.overruled.find((rule) => routeKey(routeOfRule(rule)) === routeKey(wrong));
  if (weaker !== undefined) {
    return `${capitalised(describeRule(weaker, names))} claims the host too and was obeyed instead: the order of precedence was not kept.`;
  }
  if (wrong.kind === 'direct') return 'The request left without any proxy: traffic leaks past the configuration.';
  const resembling = resemblingPattern(decision.host, names[wrong.index]);
  if (resembling === undefined) return undefined;
  return `${capitalised(describeRule(resembling, names))} does not claim the host, which only looks like what it claims, and was obeyed all the same.`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
