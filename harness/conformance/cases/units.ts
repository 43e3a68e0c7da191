import type { Case, CaseCell } from './case.ts';
import type { Selection } from './select.ts';
import { shuffled } from './shuffle.ts';

/** What is run in one go: cells of one case. */
export interface Unit {
  readonly case: Case;
  /** At least one. */
  readonly cells: readonly CaseCell[];
}

/**
 * Cells of a case that browse with the same setup share a session, for a session is what takes the time. Requests are
 * told apart by their markers. A case in steps changes its surroundings, so each of its cells is alone.
 */
function unitsOf(one: Case, cells: readonly CaseCell[]): readonly Unit[] {
  const shared = new Map<string, CaseCell[]>();
  for (const cell of cells) {
    const key = cell.plan.kind === 'browse' ? JSON.stringify(cell.plan.setup) : cell.path;
    const known = shared.get(key);
    if (known) known.push(cell);
    else shared.set(key, [cell]);
  }
  return [...shared.values()].map((members) => ({ case: one, cells: members }));
}

/** All units of a run, in the order in which they start. @param seed draws the order; without one it is that of the cases. */
export function planUnits(selected: readonly Selection[], seed?: number): readonly Unit[] {
  const units = selected.flatMap((selection) => unitsOf(selection.case, selection.cells));
  return seed === undefined ? units : shuffled(units, seed);
}
