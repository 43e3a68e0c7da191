/** Where a command reads and prints; only `main.ts` knows the real process. */
export interface Io {
  readonly stdin: NodeJS.ReadableStream;
  /** Prints one line (or several, separated by newlines) to standard output. */
  out(text: string): void;
  /** The same to standard error: progress, warnings, errors. */
  err(text: string): void;
  /** Replaces the terminal's current line on standard error; an empty text clears it. */
  redraw(text: string): void;
  /** Standard error is a terminal: progress may redraw its line. */
  readonly interactive: boolean;
  /** Columns of the terminal, 80 where unknown. */
  readonly columns: number;
  readonly colour: boolean;
}

/** 0 conforms · 1 violations · 2 bad usage or invalid configuration · 3 inconclusive or harness fault. */
export type ExitCode = 0 | 1 | 2 | 3;
