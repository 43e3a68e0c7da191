import type { Case, CaseCell } from './case.ts';

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
export function unitsOf(one: Case, cells: readonly CaseCell[]): readonly Unit[] {
  const shared = new Map<string, CaseCell[]>();
  for (const cell of cells) {
    const key = cell.plan.kind === 'browse' ? JSON.stringify(cell.plan.setup) : cell.path;
    const known = shared.get(key);
    if (known) known.push(cell);
    else shared.set(key, [cell]);
  }
  return [...shared.values()].map((members) => ({ case: one, cells: members }));
}
