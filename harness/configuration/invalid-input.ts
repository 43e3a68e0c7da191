/** One thing wrong with an input file, with the place and the way out. */
export interface Violation {
  /** JSON path (`proxies[0].externalProxy.port`), or `line 3` for line-based files; empty for the whole input. */
  readonly path: string;
  /** Stable id of the rule that is broken (`port-range`, `pattern-syntax`, …). */
  readonly rule: string;
  /** The offending value as JSON, shortened to 120 characters; absent where something is missing, or may be a credential. */
  readonly value?: string;
  /** What is wrong, in one sentence. */
  readonly problem: string;
  /** What to write instead, in one sentence. */
  readonly fix: string;
}

/** The user's input cannot be used. Holds every violation found, never only the first. */
export class InvalidInputError extends Error {
  readonly code = 'ERR_INVALID_INPUT';
  /** The input as the user named it: a path, `standard input`. */
  readonly source: string;
  readonly violations: readonly Violation[];

  constructor(source: string, violations: readonly Violation[]) {
    const [first] = violations;
    const more = violations.length > 1 ? ` (and ${violations.length - 1} more)` : '';
    super(first ? `${source}: ${first.path ? `${first.path}: ` : ''}${first.problem} ${first.fix}${more}` : source);
    this.name = 'InvalidInputError';
    this.source = source;
    this.violations = violations;
  }
}
