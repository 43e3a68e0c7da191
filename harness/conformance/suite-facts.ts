import type { PersonalityName } from '../emulator/personality/personality.ts';
import type { Arithmetic } from './cases/arithmetic.ts';

/** What a run of the conformance cases has and the verification of one configuration has not. */
export interface SuiteFacts {
  readonly asked: SuiteRequest;
  readonly arithmetic: Arithmetic;
  /** Paths of cells that deviate as the file of expected failures says. */
  readonly expected: readonly string[];
  /** Expected failures that did not come: they fail the run. */
  readonly stale: readonly StaleFact[];
  /** Cells of the catalogue without a result. */
  readonly skipped: readonly SkippedCell[];
}

/** How the run was asked for: with the selection of cells, what repeats it. */
export interface SuiteRequest {
  readonly personality: PersonalityName;
  readonly strict: boolean;
  /** Drew the order of the cases; without one they ran in that of the catalogue. */
  readonly seed?: number;
  readonly shard?: { readonly number: number; readonly of: number };
  /** Options that say where proxies and sessions were, as they were written; absent where all was in one process. */
  readonly where?: readonly string[];
}

export interface StaleFact {
  /** The entry's place in its file: `[0]`. */
  readonly path: string;
  /** Its glob. */
  readonly case: string;
  readonly reason: string;
  /** The cell that conforms. */
  readonly cell: string;
}

export interface SkippedCell {
  readonly cell: string;
  readonly reason: /** `--run` or `--skip` left it out. */
    | 'not-selected'
    /** It belongs to another part of the run. */
    | 'other-shard'
    /** The run ended before it. */
    | 'not-reached';
}
