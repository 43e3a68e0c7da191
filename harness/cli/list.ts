import type { Case } from '../conformance/cases/case.ts';
import { selectCases } from './case-selection.ts';
import type { ExitCode, Io } from './io.ts';
import { loadCaseCatalogue } from './plug-ins.ts';
import type { ListOptions } from './run-options.ts';

/** Prints the cases and starts nothing. @throws {InvalidInputError} for globs that match nothing. */
export async function list(options: ListOptions, io: Io): Promise<ExitCode> {
  const selected = selectCases(await loadCaseCatalogue(), options);
  if (options.json) {
    const cases = selected.map(({ case: one, cells }) => ({ ...one, cells: cells.map(({ path }) => path) }));
    io.out(JSON.stringify(cases, null, 2));
    return 0;
  }
  const cells = selected.reduce((sum, selection) => sum + selection.cells.length, 0);
  io.out(selected.map(({ case: one, cells: own }) => describe(one, own)).join('\n\n'));
  io.out(`\n${counted(selected.length, 'case')}, ${counted(cells, 'cell')}`);
  return 0;
}

function describe({ id, stimulus, obligation, requirements, provedBy }: Case, cells: Case['cells']): string {
  const parameters = cells.map(({ path }) => path.slice(id.length)).filter((text) => text !== '');
  return [
    id,
    `  ${stimulus}`,
    `  ${obligation}`,
    `  tests      ${requirements.join(', ')}`,
    ...(provedBy.length === 0 ? [] : [`  proved by  ${provedBy.join(', ')}`]),
    ...(parameters.length === 0 ? [] : [`  cells      ${parameters.join(' ')}`]),
  ].join('\n');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
