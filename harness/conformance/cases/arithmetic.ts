import type { SuiteRun } from './suite-run.ts';

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

/** Every planned cell is counted exactly once. */
export function arithmetic({
  planned,
  results,
  expected,
}: Pick<SuiteRun, 'planned' | 'results' | 'expected'>): Arithmetic {
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

/** `48 cells: 46 conform, 2 violate`; what there is none of is left out, but for the conforming. */
export function arithmeticLine(sums: Arithmetic): string {
  const { cells, conform } = sums;
  const parts = [
    [sums.violate, 'violate', 'violates'],
    [sums.observed, 'deviate where the document is silent', 'deviates where the document is silent'],
    [sums.failAsExpected, 'fail as expected', 'fails as expected'],
    [sums.inconclusive, 'inconclusive', 'inconclusive'],
    [sums.harnessFaults, 'harness faults', 'harness fault'],
    [sums.notApplicable, 'not applicable', 'not applicable'],
    [sums.notRun, 'not run', 'not run'],
  ] as const;
  const rest = parts.flatMap(([count, many, one]) => (count === 0 ? [] : [`${count} ${count === 1 ? one : many}`]));
  return `${cells} ${cells === 1 ? 'cell' : 'cells'}: ${[`${conform} ${conform === 1 ? 'conforms' : 'conform'}`, ...rest].join(', ')}`;
}
