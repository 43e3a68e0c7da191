import picomatch from 'picomatch';
import { InvalidInputError, type Violation } from '../../configuration/invalid-input.ts';
import type { Case, CaseCell } from './case.ts';

/** Which cells of which cases. */
export interface Selection {
  readonly case: Case;
  /** At least one. */
  readonly cells: readonly CaseCell[];
}

export interface SelectionOptions {
  /** Globs over paths and ids; none: everything. */
  readonly run: readonly string[];
  /** Globs over paths and ids. */
  readonly skip: readonly string[];
}

/**
 * Whether a glob means a cell: by its path (`routing-precedence/first-match-wins[scheme=wss]`) or by its case's id,
 * which stands for all cells of the case. Square brackets mean themselves.
 */
export function cellMatcher(glob: string): (caseId: string, path: string) => boolean {
  const matches = picomatch(glob, { nobracket: true });
  return (caseId, path) => matches(path) || matches(caseId);
}

/**
 * The cells that are to be run, in the order of the cases.
 * @throws {InvalidInputError} for every glob that means nothing, and where nothing is left.
 */
export function select(cases: readonly Case[], { run, skip }: SelectionOptions): readonly Selection[] {
  const all = cases.flatMap((one) => one.cells.map(({ path }) => ({ id: one.id, path })));
  const violations = [
    ...run.map((glob) => ({ option: '--run', glob })),
    ...skip.map((glob) => ({ option: '--skip', glob })),
  ].flatMap(({ option, glob }) => {
    const matches = cellMatcher(glob);
    return all.some(({ id, path }) => matches(id, path)) ? [] : [meansNothing(option, glob)];
  });
  if (violations.length > 0) throw new InvalidInputError('command line', violations);

  const wanted = run.map(cellMatcher);
  const unwanted = skip.map(cellMatcher);
  const selected = cases.flatMap((one) => {
    const cells = one.cells.filter(({ path }) => {
      const matches = (matcher: ReturnType<typeof cellMatcher>): boolean => matcher(one.id, path);
      return (wanted.length === 0 || wanted.some(matches)) && !unwanted.some(matches);
    });
    return cells.length === 0 ? [] : [{ case: one, cells }];
  });
  if (selected.length > 0) return selected;
  throw new InvalidInputError('command line', [
    {
      path: '--skip',
      rule: 'nothing-left',
      problem: 'No case is left to run.',
      fix: 'Skip less; `list` shows every case.',
    },
  ]);
}

function meansNothing(option: string, glob: string): Violation {
  return {
    path: option,
    rule: 'glob-without-match',
    value: JSON.stringify(glob),
    problem: 'This glob matches no case.',
    fix: 'Write it over the paths that `list` shows, for example routing-precedence/** or **/*[scheme=wss].',
  };
}
