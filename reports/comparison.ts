import type { ChangedResult, ChangedValue, Comparison, Standing } from '../harness/conformance/comparison.ts';
import type { Verification } from '../harness/conformance/verification.ts';
import { PROFILE_TITLES, profileSummaries } from './profiles.ts';
import { countOutcomes, excusing, OUTCOMES, outcomeOf, type Result, resultName } from './reading.ts';

export { describeComparison } from './comparison-text.ts';

/** Better ones first. A deviation that is expected is known: that it comes or goes is no news about the service. */
const RANK: Readonly<Record<Exclude<Standing, 'absent'>, number>> = {
  conforms: 0,
  'not-applicable': 0,
  observation: 1,
  'as-expected': 0,
  inconclusive: 2,
  'harness-fault': 3,
  violates: 4,
};

/**
 * What changed from one report to a later one. Results are matched by name, which is the same in every run.
 * @param allowFewer what is no longer examined is told, and does not count as worse.
 */
export function compareReports(before: Verification, after: Verification, allowFewer: boolean): Comparison {
  const results = changedResults(before, after);
  const counts = ({ direction }: ChangedResult): boolean =>
    direction === 'worse' || (direction === 'unexamined' && !allowFewer);
  return {
    worse: RANK[after.verdict] > RANK[before.verdict] || results.some(counts),
    verdict: { before: before.verdict, after: after.verdict },
    results,
    profiles: changedValues(profileOutcomes(before), profileOutcomes(after)),
    requirements: changedValues(levels(before), levels(after)),
    statistics: changedValues(statistics(before), statistics(after)),
    environment: changedValues(environment(before), environment(after)),
  };
}

interface Stood {
  readonly result: Result;
  readonly standing: Exclude<Standing, 'absent'>;
}

function changedResults(before: Verification, after: Verification): readonly ChangedResult[] {
  const earlier = standings(before);
  const later = standings(after);
  const notReached = new Set(
    (after.suite?.skipped ?? []).filter(({ reason }) => reason === 'not-reached').map(({ cell }) => cell),
  );
  return [...new Set([...later.keys(), ...earlier.keys()])].flatMap((name) => {
    const [was, is] = [earlier.get(name), later.get(name)];
    const { result } = is ?? was ?? {};
    if (result === undefined || was?.standing === is?.standing) return [];
    const seen = is === undefined || is.standing === 'conforms' ? '' : seenOf(is.result);
    return {
      name,
      requirement: result.requirement,
      before: was?.standing ?? 'absent',
      after: is?.standing ?? 'absent',
      direction: directionOf(was, is, notReached.has(name)),
      seen,
    };
  });
}

/** What the run should have reached and did not, is worse; so much less is known of what nobody asked for this time. */
function directionOf(was: Stood | undefined, is: Stood | undefined, notReached: boolean): ChangedResult['direction'] {
  if (is === undefined && notReached) return 'worse';
  if (is === undefined || is.standing === 'not-applicable') {
    return was?.standing === 'conforms' || was?.standing === 'observation' ? 'unexamined' : 'neither';
  }
  const [from, to] = [was === undefined ? RANK.observation : RANK[was.standing], RANK[is.standing]];
  if (to > from) return 'worse';
  return to < from && was !== undefined ? 'better' : 'neither';
}

function standings(verification: Verification): ReadonlyMap<string, Stood> {
  const excused = excusing(verification);
  const all: readonly Result[] = [...verification.probes, ...verification.checks];
  return new Map(
    all.map((result) => [
      resultName(result),
      { result, standing: excused(result) ? 'as-expected' : outcomeOf(result) } as const,
    ]),
  );
}

function seenOf(result: Result): string {
  return [...new Set(result.findings.map(({ seen }) => seen))].join(' ');
}

type Values = ReadonlyMap<string, string>;

function changedValues(before: Values, after: Values): readonly ChangedValue[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const [was, is] = [before.get(name), after.get(name)];
    if (was === is) return [];
    return { name, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) };
  });
}

function profileOutcomes(verification: Verification): Values {
  return new Map(profileSummaries(verification).map(({ profile, outcome }) => [PROFILE_TITLES[profile], outcome]));
}

function levels({ requirements }: Verification): Values {
  return new Map(requirements.map(({ id, level }) => [id, level]));
}

function statistics({ probes, checks }: Verification): Values {
  const counts = countOutcomes([...probes, ...checks]);
  return new Map(OUTCOMES.map((outcome) => [outcome, String(counts[outcome])]));
}

function environment({ environment: parts, tool, target, suite }: Verification): Values {
  return new Map([
    ['tool', `${tool.name} ${tool.version}`],
    ['target', target],
    ...(suite === undefined ? [] : [['personality', suite.asked.personality] as const]),
    ...Object.entries(parts),
  ]);
}
