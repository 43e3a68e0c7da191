import type { Case } from '../conformance/cases/case.ts';
import { type Selection, select } from '../conformance/cases/select.ts';
import { type Shard, shardOf } from '../conformance/cases/shard.ts';

/** Which cases are meant, as the user says it. */
export interface CaseSelection {
  readonly run: readonly string[];
  readonly skip: readonly string[];
  readonly shard?: Shard;
}

/** @throws {InvalidInputError} for globs that match nothing, and where nothing is left. */
export function selectCases(cases: readonly Case[], { run, skip, shard }: CaseSelection): readonly Selection[] {
  const selected = select(cases, { run, skip });
  return shard === undefined ? selected : shardOf(selected, shard);
}
