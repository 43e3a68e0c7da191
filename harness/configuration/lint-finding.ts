/** Ids are public and stable. */
export type LintId =
  | 'pattern-shadowed-by-bypass'
  | 'pattern-shadowed-by-proxy'
  | 'pattern-duplicate'
  | 'pattern-case-duplicate'
  | 'pattern-public-suffix'
  | 'pattern-matches-nothing'
  | 'proxy-never-chosen'
  | 'default-missing'
  | 'default-several'
  | 'credentials-shared';

/** A configuration that the API accepts and that probably does not mean what it says. */
export interface LintFinding {
  readonly id: LintId;
  /** `warning`: most likely a mistake. `note`: worth knowing. */
  readonly severity: 'warning' | 'note';
  /** JSON path of what it is about. */
  readonly path: string;
  /** JSON paths of the other rules involved: what shadows it, the other default, … */
  readonly related: readonly string[];
  /** What is the matter, in one sentence. */
  readonly message: string;
  /** What to do about it, in one sentence. */
  readonly advice: string;
}
