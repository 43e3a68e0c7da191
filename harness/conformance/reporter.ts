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
  /** Reporters write in this order: where a disk fills up, what tells most in the least room is there already. */
  readonly order: number;
  /** Everything that it leaves below the folder for one run; names of folders end in a slash. */
  readonly writes: readonly string[];
  /**
   * Writes its files below `folder` (exists, absolute), each whole or not at all. Attachments of results are already
   * there.
   * @throws {Error} where the folder cannot be written; the caller turns that into a run that proves nothing.
   */
  report(verification: Verification, folder: string): Promise<readonly ReportFile[]>;
}

/** How wide and how colourful a terminal is. */
export interface TextStyle {
  readonly columns: number;
  readonly colour: boolean;
}

/** Default export of `reports/summary.ts`: what a person reads at the end of a run. */
export interface Summary {
  /** What was seen, several lines. */
  body(verification: Verification, style: TextStyle): string;
  /** The last word on the run, one line. */
  verdict(verification: Verification, style: TextStyle): string;
}

/** `reportPieces` of `reports/conformance-report.ts`: the report as JSON text, in pieces. */
export type JsonReport = (verification: Verification) => Iterable<string>;
