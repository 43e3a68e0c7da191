import type { Case } from '../../conformance/cases/case.ts';
import type { Proof } from '../../conformance/cases/prove.ts';
import type { SabotageProof, SuiteProof } from '../../conformance/cases/prove-suite.ts';
import type { SuiteRun } from '../../conformance/cases/suite-run.ts';

/** The whole proof, as `proof.json` holds it. */
export interface ProofReport {
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly proved: boolean;
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
  /** Somebody ended it early. */
  readonly interrupted: boolean;
  readonly baseline?: SuiteRun;
  readonly startedAt: Date;
}

/** Adds up what was proved, and says everything that was not. Pure but for the time of the end. */
export function proofReport(proven: Proven): ProofReport {
  const { cases, proof, planned, interrupted, baseline, startedAt } = proven;
  const { sabotages, brokenOff } = proof;
  const tried = `${sabotages.length} of ${planned} sabotages were tried to the end.`;
  const incomplete = interrupted
    ? `The proof was interrupted: ${tried}`
    : brokenOff.length > 0
      ? `The proof is not complete: ${tried}`
      : undefined;
  const problems = [
    ...(baseline === undefined ? [] : baselineProblems(baseline)),
    ...brokenOff,
    ...cases
      .filter(({ provedBy }) => provedBy.length === 0)
      .map(({ id }) => `${id} names no sabotage: nothing shows that it can fail.`),
    ...sabotages
      .filter(({ proofs }) => proofs.length === 0)
      .map(({ sabotage, breaks }) => `Nobody catches ${sabotage} (${breaks}): no case names it.`),
    ...sabotages.flatMap((one) => one.proofs.flatMap((proof) => proofProblem(proof, one))),
  ];
  return {
    startedAt: startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    proved: problems.length === 0 && incomplete === undefined,
    ...(incomplete === undefined ? {} : { incomplete }),
    problems,
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

function baselineProblems({ results, incomplete }: SuiteRun): readonly string[] {
  return [
    ...(incomplete === undefined ? [] : [`Without a sabotage: ${incomplete}`]),
    ...results
      .filter(({ verdict }) => verdict !== 'conforms')
      .map(({ id, verdict, seen }) => `Without a sabotage, ${id} is ${verdict}: ${seen}`),
  ];
}

function proofProblem(
  { caseId, outcome, results }: Proof,
  { sabotage, requirements }: SabotageProof,
): readonly string[] {
  if (outcome === 'noticed') return [];
  const findings = results.flatMap((result) => result.findings);
  if (outcome === 'misnamed') {
    const named = [...new Set(findings.map(({ requirement }) => requirement))];
    return [`${caseId} notices ${sabotage}, but names ${named.join(', ')} for ${requirements.join(', ')}.`];
  }
  const other = [...new Set(findings.map(({ verdict, seen }) => `${verdict}: ${seen}`))];
  return [`${caseId} does not notice ${sabotage}.${other.length === 0 ? '' : ` It says: ${other.join(' ')}`}`];
}
