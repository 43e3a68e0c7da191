import type { Verdict } from '../evidence/verdict.ts';
import type { Verification } from './verification.ts';

/** What a result was called in one of the reports. `observation` and `as-expected` are deviations that fail no run. */
export type Standing = Verdict | 'observation' | 'as-expected' | 'absent';

/** A result that is not the same in both reports. */
export interface ChangedResult {
  /** The path of a cell or check, or what lists call a probe. */
  readonly name: string;
  readonly requirement: string;
  readonly before: Standing;
  readonly after: Standing;
  /** `unexamined`: it conformed, and the later report says nothing of it, or that it could not be examined. */
  readonly direction: 'worse' | 'better' | 'neither' | 'unexamined';
  /** What was seen in the later report, where it deviates there. */
  readonly seen: string;
}

/** Something with a value in each report; absent where one of them does not have it. */
export interface ChangedValue {
  readonly name: string;
  readonly before?: string;
  readonly after?: string;
}

/** What changed from one conformance report to another. */
export interface Comparison {
  /** A result or the verdict got worse, or is no longer examined where that was not allowed. */
  readonly worse: boolean;
  readonly verdict: { readonly before: Verdict; readonly after: Verdict };
  /** In the order of the later report, then what only the earlier one has. */
  readonly results: readonly ChangedResult[];
  readonly profiles: readonly ChangedValue[];
  /** Statements that are new, gone, or of another level. */
  readonly requirements: readonly ChangedValue[];
  readonly statistics: readonly ChangedValue[];
  readonly environment: readonly ChangedValue[];
}

/** Named exports of `reports/comparison.ts`. */
export interface Comparer {
  /** @param allowFewer what is no longer examined is told, and does not count as worse. */
  readonly compareReports: (before: Verification, after: Verification, allowFewer: boolean) => Comparison;
  /** Several lines for a person. */
  readonly describeComparison: (comparison: Comparison, colour: boolean) => string;
}

/** What is wrong with a file that should be a conformance report. */
export interface ReportProblem {
  /** JSON path. */
  readonly path: string;
  readonly problem: string;
}

/** Named export `readReport` of `reports/read-report.ts`. */
export type ReadReport = (
  text: string,
) =>
  | { readonly ok: true; readonly verification: Verification }
  | { readonly ok: false; readonly problems: readonly ReportProblem[] };
