import type { SkippedCell } from '../suite-facts.ts';
import type { Case } from './case.ts';
import type { Selection } from './select.ts';

/** The three stages in which cells drop out of a run. */
export interface Stages {
  /** The whole catalogue. */
  readonly cases: readonly Case[];
  /** What globs leave of it. */
  readonly matching: readonly Selection[];
  /** What the shard leaves of that. */
  readonly selected: readonly Selection[];
}

/** Every cell without a result and why, in the order of the catalogue. @param run paths of the cells with one. */
export function skippedCells({ cases, matching, selected }: Stages, run: ReadonlySet<string>): readonly SkippedCell[] {
  const matched = pathsOf(matching);
  const chosen = pathsOf(selected);
  return cases
    .flatMap(({ cells }) => cells.map(({ path }) => path))
    .filter((cell) => !run.has(cell))
    .map((cell) => ({
      cell,
      reason: chosen.has(cell) ? 'not-reached' : matched.has(cell) ? 'other-shard' : 'not-selected',
    }));
}

function pathsOf(selections: readonly Selection[]): ReadonlySet<string> {
  return new Set(selections.flatMap(({ cells }) => cells.map(({ path }) => path)));
}
