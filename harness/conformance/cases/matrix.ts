/** What a case is run with: every parameter and all of its values. */
export type Matrix = Readonly<Record<string, readonly string[]>>;

/** One value of every parameter. */
export type CellOf<M extends Matrix> = { readonly [Parameter in keyof M]: M[Parameter][number] };

/** A cell of any matrix. */
export type Cell = CellOf<Matrix>;

/** Every combination, in the order in which the matrix is written: the last parameter varies fastest. One where it is empty. */
export function cellsOf(matrix: Matrix): readonly Cell[] {
  return Object.entries(matrix).reduce<readonly Cell[]>(
    (cells, [parameter, values]) => cells.flatMap((cell) => values.map((value) => ({ ...cell, [parameter]: value }))),
    [{}],
  );
}

/** `routing-precedence/first-match-wins[scheme=wss]`: the name of a cell on the command line and in every report. */
export function cellPath(caseId: string, cell: Cell): string {
  return (
    caseId +
    Object.entries(cell)
      .map(([parameter, value]) => `[${parameter}=${value}]`)
      .join('')
  );
}
