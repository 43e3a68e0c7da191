import { worst } from '../../evidence/judge.ts';
import type { Sighting } from '../../evidence/sightings.ts';
import type { Finding } from '../../evidence/verdict.ts';
import type { Level } from '../../routing/route.ts';
import type { Requirement } from '../requirement.ts';
import type { Attachment, CheckResult } from '../verification.ts';
import type { Case, CaseCell, Judgement } from './case.ts';

/** What became of one cell: a check's result, and what only cases have. */
export interface CaseResult extends CheckResult {
  /** The case's id; {@link CheckResult.id} is the cell's path. */
  readonly caseId: string;
  /** Everything that the case is about; {@link CheckResult.requirement} is the first of them. */
  readonly requirements: readonly string[];
  readonly durationMilliseconds: number;
}

/** Sightings that a result carries: enough to see the pattern, not thousands of the same. */
const SIGHTINGS_SHOWN = 20;

/** The level of a requirement; what the catalogue does not know counts as documented, so that it cannot go unnoticed. */
export type LevelOf = (requirement: string) => Level;

export function levels(requirements: readonly Requirement[]): LevelOf {
  const known = new Map(requirements.map(({ id, level }) => [id, level]));
  return (id) => known.get(id) ?? 'documented';
}

/** Makes the result of a cell from all that is to be said about it. Every finding is in it. */
export function caseResult(
  { id, requirements, stimulus, obligation }: Case,
  { path }: CaseCell,
  judgements: readonly Judgement[],
  levelOf: LevelOf,
  made: { readonly durationMilliseconds: number; readonly attachments: readonly Attachment[] },
): CaseResult {
  const [requirement] = requirements;
  const findings = judgements.flatMap(({ deviations }) =>
    deviations.map(({ ruledBy, sightings = [], ...deviation }): Finding => {
      const own = requirements.find((one) => one === ruledBy) ?? unsaid(requirements, levelOf);
      const broken = deviation.requirement ?? own;
      const shown = sightings.slice(0, SIGHTINGS_SHOWN);
      return { expected: obligation, ...deviation, requirement: broken, level: levelOf(broken), sightings: shown };
    }),
  );
  return {
    id: path,
    caseId: id,
    requirement,
    requirements,
    level: resultLevel(findings, levelOf(requirement)),
    stimulus,
    obligation,
    verdict: worst(findings),
    seen: (findings.length === 0 ? judgements : findings).map(({ seen }) => seen).join(' '),
    findings,
    sightings: distinct(judgements.flatMap(({ sightings }) => sightings)).slice(0, SIGHTINGS_SHOWN),
    ...made,
  };
}

/** What is broken where a judgement does not say it: nothing documented may pass for something that is not. */
function unsaid(requirements: Case['requirements'], levelOf: LevelOf): string {
  return requirements.find((one) => levelOf(one) === 'documented') ?? requirements[0];
}

/** The result of a cell that cannot be run where sessions or witnesses are. @param reason what is missing there, as one sentence. */
export function notApplicable(
  { id, requirements, stimulus, obligation }: Case,
  { path }: CaseCell,
  reason: string,
  levelOf: LevelOf,
  durationMilliseconds: number,
): CaseResult {
  const [requirement] = requirements;
  return {
    id: path,
    caseId: id,
    requirement,
    requirements,
    level: levelOf(requirement),
    stimulus,
    obligation,
    verdict: 'not-applicable',
    seen: reason,
    findings: [],
    sightings: [],
    attachments: [],
    durationMilliseconds,
  };
}

/** Severity follows what is broken: a case about something undocumented that breaks something documented counts in full. */
function resultLevel(findings: readonly Finding[], own: Level): Level {
  const violated = findings.filter(({ verdict }) => verdict === 'violates');
  if (violated.some(({ level }) => level === 'documented')) return 'documented';
  return violated.length > 0 ? 'undocumented' : own;
}

function distinct(sightings: readonly Sighting[]): readonly Sighting[] {
  return [...new Set(sightings)];
}

/**
 * The judgement on a cell that did not get to its end.
 * @param errors which it ended with, the first one first.
 * @param ended something else than the harness ended it, so that evidence is missing; otherwise the fault is ours.
 */
export function brokenOff(errors: readonly unknown[], ended: boolean): Judgement {
  const reasons = errors.map((error) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error)));
  const seen = `The case broke off: ${[...new Set(reasons.map((reason) => reason.replace(/\.?$/, '.')))].join(' ')}`;
  return { seen, deviations: [{ verdict: ended ? 'inconclusive' : 'harness-fault', seen }], sightings: [] };
}
