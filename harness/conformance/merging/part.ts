import type { SuiteFacts } from '../suite-facts.ts';
import type { Verification } from '../verification.ts';

/** The conformance report of one part of a run. */
export interface Part {
  /** As the user named it. */
  readonly source: string;
  readonly verification: Verification;
}

/** A part that says which one it is. */
export interface NumberedPart extends Part {
  readonly suite: SuiteFacts;
  readonly number: number;
  readonly of: number;
}

/** `undefined` for the report of a whole run, or of a configuration. */
export function numbered(part: Part): NumberedPart | undefined {
  const { suite } = part.verification;
  const shard = suite?.asked.shard;
  return suite === undefined || shard === undefined ? undefined : { ...part, suite, ...shard };
}

/** Every cell of the part's catalogue, whether it has a result or not. */
export function cellsOf({ verification, suite }: NumberedPart): ReadonlySet<string> {
  return new Set([...verification.checks.map(({ id }) => id), ...suite.skipped.map(({ cell }) => cell)]);
}
