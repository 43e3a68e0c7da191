import type { CheckResult } from '../verification.ts';

/** How the cells of a run add up. */
export interface Arithmetic {
  readonly cells: number;
  readonly conform: number;
  /** Of something documented, and not expected. */
  readonly violate: number;
  /** Deviations where the document is silent, not expected. */
  readonly observed: number;
  readonly failAsExpected: number;
  readonly inconclusive: number;
  readonly harnessFaults: number;
  readonly notApplicable: number;
  readonly notRun: number;
}

interface Counted {
  /** Cells that were to be run. */
  readonly planned: number;
  readonly results: readonly Pick<CheckResult, 'id' | 'verdict' | 'level'>[];
  /** Paths of results that deviate as expected. */
  readonly expected: readonly string[];
}

/** Every planned cell is counted exactly once. */
export function arithmetic({ planned, results, expected }: Counted): Arithmetic {
  const excused = new Set(expected);
  const counted = results.filter(({ id }) => !excused.has(id));
  const having = (...verdicts: readonly string[]) => counted.filter(({ verdict }) => verdicts.includes(verdict));
  const violations = having('violates');
  const observed = violations.filter(({ level }) => level === 'undocumented').length;
  return {
    cells: planned,
    conform: having('conforms').length,
    violate: violations.length - observed,
    observed,
    failAsExpected: results.length - counted.length,
    inconclusive: having('inconclusive').length,
    harnessFaults: having('harness-fault').length,
    notApplicable: having('not-applicable').length,
    notRun: planned - results.length,
  };
}
