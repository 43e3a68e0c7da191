import type { CaseResult } from './case-result.ts';
import { cellMatcher } from './select.ts';

/** An entry of a file of expected failures. */
export interface ExpectedFailure {
  /** Glob over paths or ids of cases. */
  readonly case: string;
  /** Why it deviates, for whoever reads the file later. */
  readonly reason: string;
  /** Where the entry stands: `[0]`. */
  readonly path: string;
}

/** An entry that excuses nothing any more: the cell conforms. */
export interface StaleEntry {
  readonly entry: ExpectedFailure;
  /** Path of the cell that conforms. */
  readonly cell: string;
}

/** What an entry that has gone stale adds to the verdict on a run: the file says something that is not so. */
export const STALE = { verdict: 'violates', level: 'documented' } as const;

interface Applied {
  /** Results that count. */
  readonly unexpected: readonly CaseResult[];
  /** Results that deviate, and were expected to. */
  readonly expected: readonly CaseResult[];
  readonly stale: readonly StaleEntry[];
}

/**
 * Sorts results by what was expected of them. Only a violation can be excused: what is inconclusive proves nothing, and
 * a fault of ours is nobody's expectation. Every cell that an entry means has to violate, or the entry is stale.
 */
export function applyExpectedFailures(results: readonly CaseResult[], entries: readonly ExpectedFailure[]): Applied {
  const matchers = entries.map((entry) => ({ entry, matches: cellMatcher(entry.case) }));
  const unexpected: CaseResult[] = [];
  const expected: CaseResult[] = [];
  const stale: StaleEntry[] = [];
  for (const result of results) {
    const { entry } = matchers.find(({ matches }) => matches(result.caseId, result.id)) ?? {};
    if (entry !== undefined && result.verdict === 'violates') {
      expected.push(result);
      continue;
    }
    unexpected.push(result);
    if (entry !== undefined && result.verdict === 'conforms') stale.push({ entry, cell: result.id });
  }
  return { unexpected, expected, stale };
}
