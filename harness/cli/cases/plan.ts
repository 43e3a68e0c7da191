import { planUnits, type Unit } from '../../conformance/cases/units.ts';
import type { ExitCode, Io } from '../io.ts';
import { loadCaseCatalogue } from '../plug-ins.ts';
import { selectCases } from './case-selection.ts';
import type { PlanOptions } from './run-options.ts';

/** Prints what `run` would do with the same options, and starts nothing. @throws {InvalidInputError} */
export async function plan(options: PlanOptions, io: Io): Promise<ExitCode> {
  const units = planUnits(selectCases(await loadCaseCatalogue(), options), options.seed);
  if (options.json) {
    io.out(JSON.stringify(units.map(asJson), null, 2));
    return 0;
  }
  const cells = units.flatMap((unit) => unit.cells);
  const probes = cells.flatMap((cell) => (cell.plan.kind === 'browse' ? cell.plan.probes : []));
  for (const { path } of cells) io.out(path);
  io.out(
    `\n${cells.length} cells in ${units.length} units, with ${probes.length} requests and what cases in steps make.`,
  );
  return 0;
}

function asJson({ case: { id }, cells }: Unit): object {
  return { case: id, cells: cells.map(({ path }) => path) };
}
