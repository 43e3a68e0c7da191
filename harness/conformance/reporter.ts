import type { Verification } from './verification.ts';

/** Where a reporter's files ended up, for the summary line. */
export interface ReportFile {
  /** What it is, in two or three words: `matrix page`, `JUnit XML`. */
  readonly title: string;
  /** Absolute path. */
  readonly path: string;
}

/**
 * Default export of a module `reports/*.reporter.ts`. The command line finds reporters by that name and
 * calls each once, when the run is over.
 */
export interface Reporter {
  readonly id: string;
  /**
   * Writes its files below `folder` (exists, absolute). Attachments of results are already there.
   * @throws {Error} where the folder cannot be written; the caller turns that into a harness fault.
   */
  report(verification: Verification, folder: string): Promise<readonly ReportFile[]>;
}

/** How wide and how colourful a terminal is. */
export interface TextStyle {
  readonly columns: number;
  readonly colour: boolean;
}

/** Default export of `reports/summary.ts`: what a person reads at the end of a run, several lines. */
export type Summary = (verification: Verification, style: TextStyle) => string;

/** `reportPieces` of `reports/conformance-report.ts`: the report as JSON text, in pieces. */
export type JsonReport = (verification: Verification) => Iterable<string>;
