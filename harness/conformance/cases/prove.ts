import type { Case } from './case.ts';
import type { CaseResult } from './case-result.ts';
import { type Outcome, proofOutcome } from './proof-outcome.ts';
import { type RunCasesOptions, runCases } from './run-cases.ts';
import type { Sabotage } from './sabotage.ts';

/** Whether a case notices a fault that it names. */
export interface Proof {
  readonly caseId: string;
  readonly sabotage: string;
  readonly outcome: Outcome;
  /** What the case's cells have to say under the fault; after the first that notices it, the rest is not run. */
  readonly results: readonly CaseResult[];
}

export interface ProveOptions extends Pick<RunCasesOptions, 'requirements' | 'signal' | 'onProgress'> {
  /** Executable of the Chromium that sessions run in. */
  readonly browser: string;
}

/** A run under a sabotage did not get to its end, so that nothing is known of the cases in it. */
export class ProofBrokenOffError extends Error {
  readonly code = 'ERR_PROOF_BROKEN_OFF';

  constructor(sabotage: string, reason: string) {
    super(`Under the sabotage ${sabotage}: ${reason}`);
    this.name = 'ProofBrokenOffError';
  }
}

/** Spreads the units of a case over the run, so that by the time of its second one the first may have noticed. */
const SPREAD = 1;

/**
 * Runs, under one sabotage, every case that names it, each until one of its cells notices.
 * @throws {ProofBrokenOffError}
 */
export async function prove(
  sabotage: Sabotage,
  cases: readonly Case[],
  options: ProveOptions,
): Promise<readonly Proof[]> {
  const naming = cases.filter(({ provedBy }) => provedBy.includes(sabotage.name));
  if (naming.length === 0) return [];
  const selected = naming.map((one) => ({ case: one, cells: one.cells }));
  const { results, incomplete } = await runCases({
    ...options,
    selected,
    sabotage,
    seed: SPREAD,
    needed: (unit, finished) =>
      proofOutcome(unit.case, sabotage, ofCase(unit.case, [...finished.values()])) !== 'noticed',
  });
  if (incomplete !== undefined) throw new ProofBrokenOffError(sabotage.name, incomplete);
  return naming.map((one) => {
    const own = ofCase(one, results);
    return { caseId: one.id, sabotage: sabotage.name, outcome: proofOutcome(one, sabotage, own), results: own };
  });
}

function ofCase({ id }: Case, results: readonly CaseResult[]): readonly CaseResult[] {
  return results.filter(({ caseId }) => caseId === id);
}
