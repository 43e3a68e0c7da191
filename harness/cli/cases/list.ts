import type { Case } from '../../conformance/cases/case.ts';
import type { Sabotage } from '../../conformance/cases/sabotage.ts';
import type { ExitCode, Io } from '../io.ts';
import { loadCaseCatalogue, loadSabotages } from '../plug-ins.ts';
import { selectCases } from './case-selection.ts';
import type { ListOptions } from './run-options.ts';
import { selectSabotages } from './sabotage-selection.ts';

/** Prints the cases, or the sabotages that prove them, and starts nothing. @throws {InvalidInputError} for globs that match nothing. */
export async function list(options: ListOptions, io: Io): Promise<ExitCode> {
  const selected = selectCases(await loadCaseCatalogue(), options);
  if (options.sabotages) {
    const cases = selected.map((selection) => selection.case);
    const sabotages = selectSabotages(await loadSabotages(), cases, { ...options, sabotage: [] });
    io.out(options.json ? JSON.stringify(sabotages.map(withCases(cases)), null, 2) : sabotageList(sabotages, cases));
    return 0;
  }
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

function withCases(cases: readonly Case[]) {
  return ({ name, breaks, requirements }: Sabotage) => ({
    name,
    breaks,
    requirements,
    cases: cases.filter(({ provedBy }) => provedBy.includes(name)).map(({ id }) => id),
  });
}

function sabotageList(sabotages: readonly Sabotage[], cases: readonly Case[]): string {
  const blocks = sabotages
    .map(withCases(cases))
    .map((one) =>
      [
        one.name,
        `  ${one.breaks}`,
        `  breaks     ${one.requirements.join(', ')}`,
        `  noticed by ${one.cases.join(', ') || 'nobody'}`,
      ].join('\n'),
    );
  return [...blocks, counted(sabotages.length, 'sabotage')].join('\n\n');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
