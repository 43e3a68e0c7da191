import type { Case } from './case.ts';
import type { CaseResult } from './case-result.ts';
import { type RunCasesOptions, runCases } from './run-cases.ts';
import type { Sabotage } from './sabotage.ts';

/** Whether a case notices a fault that it names. */
export interface Proof {
  readonly caseId: string;
  readonly sabotage: string;
  readonly outcome: /** A cell violates, and says which of the fault's requirements is broken. */
    | 'noticed'
    /** A cell violates, but no finding names a requirement that the fault breaks. */
    | 'misnamed'
    /** No cell violates: the case cannot fail. */
    | 'survived';
  /** What the case's cells have to say under the fault. */
  readonly results: readonly CaseResult[];
}

export type ProveOptions = Pick<RunCasesOptions, 'requirements' | 'browser' | 'signal' | 'onProgress'>;

/** Runs, under one sabotage, every case that names it. Cells without it are not asked: they prove nothing. */
export async function prove(
  sabotage: Sabotage,
  cases: readonly Case[],
  options: ProveOptions,
): Promise<readonly Proof[]> {
  const naming = cases.filter(({ provedBy }) => provedBy.includes(sabotage.name));
  if (naming.length === 0) return [];
  const selected = naming.map((one) => ({ case: one, cells: one.cells }));
  const { results } = await runCases({ ...options, selected, sabotage });
  return naming.map(({ id }) => {
    const own = results.filter(({ caseId }) => caseId === id);
    return { caseId: id, sabotage: sabotage.name, outcome: outcomeOf(own, sabotage), results: own };
  });
}

function outcomeOf(results: readonly CaseResult[], { requirements }: Sabotage): Proof['outcome'] {
  const violations = results.flatMap(({ findings }) => findings).filter(({ verdict }) => verdict === 'violates');
  if (violations.length === 0) return 'survived';
  return violations.some(({ requirement }) => requirements.includes(requirement)) ? 'noticed' : 'misnamed';
}
