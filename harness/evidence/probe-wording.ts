import type { ProxyName } from '../conformance/verification.ts';
import type { Probe } from '../matrix/probe.ts';
import type { Route } from '../routing/route.ts';
import { describeRoute, describeRule, describeSilence } from '../routing/wording.ts';
import { routeKey } from './attribute.ts';
import type { BrowserSighting } from './sightings.ts';

/** `went through a.example:8080`, `went direct`. */
export function routeWords(route: Route, names: readonly ProxyName[]): string {
  return route.kind === 'direct' ? 'went direct' : `went through ${describeRoute(route, names)}`;
}

/** Where a probe should go, and who says so, as one sentence. */
export function expectationWords({ host, expected }: Probe, names: readonly ProxyName[]): string {
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

/** What most often leads to this wrong route; `undefined` where that would be guessing. */
export function likelyCause(probe: Probe, wrong: Route, names: readonly ProxyName[]): string | undefined {
  const { expected } = probe;
  const { decision } = expected;
  if (expected.by === 'user' && routeKey(wrong) === routeKey(decision.route)) {
    return `The configuration itself says so: ${describeRule(decision.rule, names)} decides. Change that rule, or the expectation at ${expected.path}.`;
  }
  if (decision.silentAbout !== undefined) return describeSilence(decision.silentAbout);
  const weaker = decision.overruled.find((rule) => routeKey(ruleRoute(rule)) === routeKey(wrong));
  if (weaker !== undefined) {
    return `${capitalised(describeRule(weaker, names))} claims the host too and was obeyed instead: the order of precedence was not kept.`;
  }
  if (wrong.kind === 'direct') return 'The request left without any proxy: traffic leaks past the configuration.';
  return undefined;
}

function ruleRoute(rule: Probe['expected']['decision']['rule']): Route {
  return rule.kind === 'pattern' || rule.kind === 'default' ? { kind: 'proxy', index: rule.index } : { kind: 'direct' };
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
