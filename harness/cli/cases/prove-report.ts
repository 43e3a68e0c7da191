import type { Case } from '../../conformance/cases/case.ts';
import type { Proof } from '../../conformance/cases/prove.ts';
import type { SabotageProof, SuiteProof } from '../../conformance/cases/prove-suite.ts';
import type { SuiteRun } from '../../conformance/cases/suite-run.ts';
import { overallVerdict } from '../../conformance/overall.ts';
import { unawaitedFault } from '../../conformance/unawaited-fault.ts';
import type { Verdict } from '../../evidence/verdict.ts';

/** The whole proof, as `proof.json` holds it. */
export interface ProofReport {
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly proved: boolean;
  /** `violates` where a case or a sabotage fails the proof; anything else but `conforms` proves neither. */
  readonly verdict: Verdict;
  /** One sentence when not every sabotage was tried to the end: then nothing is proved, whatever was noticed. */
  readonly incomplete?: string;
  /** One sentence for each thing that keeps it from being a proof. */
  readonly problems: readonly string[];
  /** Cases that were to be proved. */
  readonly cases: number;
  /** The same cases without a sabotage; absent where that run was not asked for. */
  readonly baseline?: { readonly cells: number; readonly conform: number };
  readonly sabotages: readonly SabotageProof[];
}

export interface Proven {
  readonly cases: readonly Case[];
  readonly proof: SuiteProof;
  /** Sabotages that were to be tried. */
  readonly planned: number;
  /** By which it may have been ended early. */
  readonly signal: AbortSignal;
  readonly baseline?: SuiteRun;
  readonly startedAt: Date;
}

/** Adds up what was proved, and says everything that was not. Pure but for the time of the end. */
export function proofReport(proven: Proven): ProofReport {
  const { cases, proof, planned, signal, baseline, startedAt } = proven;
  const fault = unawaitedFault(signal);
  const { sabotages, brokenOff } = proof;
  const tried = `${sabotages.length} of ${planned} sabotages were tried to the end.`;
  const incomplete = fault
    ? `${fault.message.replace(/\.?$/, '.')} ${tried}`
    : signal.aborted
      ? `The proof was interrupted: ${tried}`
      : brokenOff.length > 0
        ? `The proof is not complete: ${tried}`
        : undefined;
  const problems: readonly Problem[] = [
    ...(baseline === undefined ? [] : baselineProblems(baseline)),
    ...brokenOff.map((says) => ({ verdict: 'inconclusive' as const, says })),
    ...cases
      .filter(({ provedBy }) => provedBy.length === 0)
      .map(({ id }) => failure(`${id} names no sabotage: nothing shows that it can fail.`)),
    ...sabotages
      .filter(({ proofs }) => proofs.length === 0)
      .map(({ sabotage, breaks }) => failure(`Nobody catches ${sabotage} (${breaks}): no case names it.`)),
    ...sabotages.flatMap((one) => one.proofs.flatMap((proof) => proofProblem(proof, one))),
  ];
  const verdict = overallVerdict(
    [{ verdict: 'conforms' as const }, ...problems].map((one) => ({ verdict: one.verdict, level: 'documented' })),
    {
      strict: true,
      incomplete: incomplete !== undefined || baseline?.incomplete !== undefined,
      fault: fault !== undefined,
    },
  );
  return {
    startedAt: startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    proved: verdict === 'conforms',
    verdict,
    ...(incomplete === undefined ? {} : { incomplete }),
    problems: problems.map(({ says }) => says),
    cases: cases.length,
    ...(baseline === undefined
      ? {}
      : {
          baseline: {
            cells: baseline.planned,
            conform: baseline.results.filter(({ verdict }) => verdict === 'conforms').length,
          },
        }),
    sabotages,
  };
}

/** Something that keeps it from being a proof. */
interface Problem {
  readonly verdict: Exclude<Verdict, 'not-applicable'>;
  /** One sentence. */
  readonly says: string;
}

function failure(says: string): Problem {
  return { verdict: 'violates', says };
}

function baselineProblems({ results, incomplete }: SuiteRun): readonly Problem[] {
  return [
    ...(incomplete === undefined
      ? []
      : [{ verdict: 'inconclusive' as const, says: `Without a sabotage: ${incomplete}` }]),
    ...results
      .filter(({ verdict }) => verdict !== 'conforms')
      .map(({ id, verdict, seen }) => ({
        verdict: verdict === 'not-applicable' ? ('inconclusive' as const) : verdict,
        says: `Without a sabotage, ${id} is ${verdict}: ${seen}`,
      })),
  ];
}

function proofProblem(
  { caseId, outcome, results }: Proof,
  { sabotage, requirements }: SabotageProof,
): readonly Problem[] {
  if (outcome === 'noticed') return [];
  const findings = results.flatMap((result) => result.findings);
  if (outcome === 'misnamed') {
    const named = [...new Set(findings.map(({ requirement }) => requirement))];
    const said = `names ${named.join(', ')} for ${requirements.join(', ')}`;
    return [failure(`${caseId} notices ${sabotage}, but ${said}.`)];
  }
  const other = [...new Set(findings.map(({ verdict, seen }) => `${verdict}: ${seen}`))];
  const said = other.length === 0 ? '' : ` It says: ${other.join(' ')}`;
  return [failure(`${caseId} does not notice ${sabotage}.${said}`)];
}
