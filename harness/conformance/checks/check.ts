import { worst } from '../../evidence/judge.ts';
import type { Sighting } from '../../evidence/sightings.ts';
import type { Finding } from '../../evidence/verdict.ts';
import type { Level } from '../../routing/route.ts';
import type { Attachment, CheckResult } from '../verification.ts';

/** What a check found out, before it is a result. */
export interface Checked {
  readonly id: string;
  readonly requirement: string;
  readonly stimulus: string;
  readonly obligation: string;
  /** What was seen when all is well; each deviation says its own. */
  readonly seen: string;
  readonly deviations: readonly Deviation[];
  readonly sightings?: readonly Sighting[];
  readonly attachments?: readonly Attachment[];
}

export interface Deviation {
  /** Where the deviation breaks another requirement than the one that the check is filed under. */
  readonly requirement?: string;
  /** Default: `documented`, as everything that checks are about. */
  readonly level?: Level;
  readonly verdict: Finding['verdict'];
  /** Default: the check's obligation. */
  readonly expected?: string;
  readonly seen: string;
  readonly cause?: string;
  readonly sightings?: readonly Sighting[];
}

/** Sightings that a result carries: enough to see the pattern, not thousands of the same. */
const SIGHTINGS_SHOWN = 20;

/** Makes the result of a check of something documented: conforms unless it deviates. Severity follows what is broken. */
export function checkResult(checked: Checked): CheckResult {
  const { id, requirement, stimulus, obligation, deviations } = checked;
  const findings = deviations.map(
    ({ sightings = [], ...deviation }): Finding => ({
      requirement,
      level: 'documented',
      expected: obligation,
      ...deviation,
      sightings: sightings.slice(0, SIGHTINGS_SHOWN),
    }),
  );
  const violated = findings.filter(({ verdict }) => verdict === 'violates');
  const observed = violated.length > 0 && violated.every(({ level }) => level === 'undocumented');
  return {
    id,
    requirement,
    level: observed ? 'undocumented' : 'documented',
    stimulus,
    obligation,
    verdict: worst(findings),
    seen: deviations.length === 0 ? checked.seen : deviations.map(({ seen }) => seen).join(' '),
    findings,
    sightings: (checked.sightings ?? []).slice(0, SIGHTINGS_SHOWN),
    attachments: checked.attachments ?? [],
  };
}

/** The result of a check that there is nothing to examine for. @param reason one sentence. */
export function notExamined(
  checked: Pick<Checked, 'id' | 'requirement' | 'stimulus' | 'obligation'>,
  reason: string,
): CheckResult {
  return { ...checkResult({ ...checked, seen: reason, deviations: [] }), verdict: 'not-applicable' };
}
