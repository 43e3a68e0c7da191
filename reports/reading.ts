import type { Requirement } from '../harness/conformance/requirement.ts';
import type { CheckResult, ProbeResult, ProxyName, Verification } from '../harness/conformance/verification.ts';
import type { Attribution } from '../harness/evidence/attribution.ts';
import type { Verdict } from '../harness/evidence/verdict.ts';
import type { Scheme } from '../harness/matrix/probe.ts';
import type { Level, Route } from '../harness/routing/route.ts';

/** A verdict as reports show it: a deviation from something undocumented is an `observation`, never a failure. */
export type Outcome = Verdict | 'observation';

/** Worst first. Also the order in which reports list outcomes. */
export const OUTCOMES = [
  'violates',
  'harness-fault',
  'inconclusive',
  'observation',
  'conforms',
  'not-applicable',
] as const satisfies readonly Outcome[];

/** A probe's result or a check's. */
export type Result = ProbeResult | CheckResult;

/** What lists of results call one of them: the same in every run of the same configuration or case. */
export function resultName(result: Result): string {
  if (!('probe' in result)) return result.id;
  const { scheme, host, traffic, source } = result.probe;
  return `${scheme}://${host} [${source.variant}, ${traffic}, ${source.path}]`;
}

export type OutcomeCounts = Readonly<Record<Outcome, number>>;

/** What reports group results by where the catalogue does not know a requirement. */
export const UNKNOWN_SECTION = 'Requirement not in the catalogue';

/** The part of a probe's or a check's result that decides on its outcome. */
export interface Judged {
  readonly verdict: Verdict;
  readonly level: Level;
}

export function outcomeOf({ verdict, level }: Judged): Outcome {
  return verdict === 'violates' && level === 'undocumented' ? 'observation' : verdict;
}

/** What lists of results show in the place of a deviation that a file of expected failures excuses. */
export const AS_EXPECTED = 'Fails as expected: ';

/** Whether a result deviates as a file of expected failures says: reports then count it as skipped. */
export function excusing({ suite }: Verification): (result: Result) => boolean {
  const excused = new Set(suite?.expected);
  return (result) => excused.has(resultName(result));
}

/** True where a reader should look: everything but a pass and what was never claimed. */
export function deviates(result: Judged): boolean {
  return result.verdict !== 'conforms' && result.verdict !== 'not-applicable';
}

/** The worst outcome of a group; `inconclusive` for an empty one, because nothing was proven. */
export function worstOutcome(results: Iterable<Judged>): Outcome {
  const present = new Set([...results].map(outcomeOf));
  return OUTCOMES.find((outcome) => present.has(outcome)) ?? 'inconclusive';
}

export function countOutcomes(results: Iterable<Judged>): OutcomeCounts {
  const counts: Record<Outcome, number> = {
    violates: 0,
    'harness-fault': 0,
    inconclusive: 0,
    observation: 0,
    conforms: 0,
    'not-applicable': 0,
  };
  for (const result of results) counts[outcomeOf(result)] += 1;
  return counts;
}

/** Finds requirements by id. An id that the catalogue lacks gets a stand-in: reports refuse nothing. */
export function requirementLookup(verification: Verification): (id: string) => Requirement {
  const byId = new Map(verification.requirements.map((requirement) => [requirement.id, requirement]));
  return (id) =>
    byId.get(id) ?? {
      id,
      level: 'undocumented',
      section: UNKNOWN_SECTION,
      profile: 'core-routing',
      statement: `The requirements catalogue has no entry ${id}.`,
    };
}

/** Results of one section, in the order of the catalogue; unknown requirements come last. */
export interface Section<Result> {
  readonly title: string;
  readonly results: readonly Result[];
}

export function bySection<Result extends { readonly requirement: string }>(
  verification: Verification,
  results: readonly Result[],
): readonly Section<Result>[] {
  const requirementOf = requirementLookup(verification);
  const groups = new Map<string, Result[]>(verification.requirements.map(({ section }) => [section, []]));
  for (const result of results) {
    const { section } = requirementOf(result.requirement);
    const group = groups.get(section);
    if (group) group.push(result);
    else groups.set(section, [result]);
  }
  return [...groups].filter(([, group]) => group.length > 0).map(([title, group]) => ({ title, results: group }));
}

/** Whether a request was seen on this route and no other: by the join, or by a tap. */
export function tookRoute({ taken }: Pick<Attribution, 'taken'>, route: Route): boolean {
  return (taken.kind === 'route' || taken.kind === 'relayed') && sameRoute(taken.route, route);
}

export function sameRoute(a: Route, b: Route): boolean {
  return a.kind === 'proxy' ? b.kind === 'proxy' && a.index === b.index : b.kind === 'direct';
}

/** `corp.example:8080`, `direct`, or `proxy #2` for a position that nobody named. */
export function routeName(route: Route, proxies: readonly ProxyName[]): string {
  if (route.kind === 'direct') return 'direct';
  return proxies.find(({ index }) => index === route.index)?.name ?? `proxy #${route.index}`;
}

/** The route really taken, in a few words: `corp.example:8080`, `stopped at corp.example:8080`, `nowhere`. */
export function takenName(taken: Attribution['taken'], proxies: readonly ProxyName[]): string {
  switch (taken.kind) {
    case 'route':
      return routeName(taken.route, proxies);
    case 'several':
      return taken.routes.map((route) => routeName(route, proxies)).join(' and ');
    case 'relayed':
      return routeName(taken.route, proxies);
    case 'stopped-at':
      return `stopped at ${routeName(taken.route, proxies)}`;
    case 'unclear':
      return 'unclear';
    case 'unseen':
      return 'nowhere';
  }
}

const SCHEMES: readonly Scheme[] = ['http', 'https', 'ws', 'wss'];

/** What was asked for over: a user's URL has a scheme of its own, whatever hosts are asked for over. */
export function probedSchemes({ schemes, probes }: Verification): readonly Scheme[] {
  const probed = new Set(probes.length === 0 ? schemes : probes.map(({ probe }) => probe.scheme));
  return SCHEMES.filter((scheme) => probed.has(scheme));
}
