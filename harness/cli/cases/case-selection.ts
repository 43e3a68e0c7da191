import type { Case } from '../../conformance/cases/case.ts';
import { type Selection, select } from '../../conformance/cases/select.ts';
import { type Shard, shardOf } from '../../conformance/cases/shard.ts';

/** Which cases are meant, as the user says it. */
export interface CaseSelection {
  readonly run: readonly string[];
  readonly skip: readonly string[];
  readonly shard?: Shard;
}

/** @throws {InvalidInputError} for globs that match nothing, and where nothing is left. */
export function matchingCases(
  cases: readonly Case[],
  { run, skip }: Pick<CaseSelection, 'run' | 'skip'>,
): readonly Selection[] {
  return select(cases, { run, skip });
}

/** The shard of them that is wanted. @throws {InvalidInputError} where it would be empty. */
export function shareOf(matching: readonly Selection[], { shard }: Pick<CaseSelection, 'shard'>): readonly Selection[] {
  return shard === undefined ? matching : shardOf(matching, shard);
}

/** Both. @throws {InvalidInputError} */
export function selectCases(cases: readonly Case[], selection: CaseSelection): readonly Selection[] {
  return shareOf(matchingCases(cases, selection), selection);
}
