import type { Case, CaseProbe, Judgement } from './case.ts';
import { type CellOf, cellPath, cellsOf, type Matrix } from './matrix.ts';
import type { Setup } from './setup.ts';
import type { Stage } from './stage.ts';

/** What every case says of itself. */
interface Statement<Requirement extends string, Sabotage extends string, M extends Matrix> {
  readonly id: `${string}/${string}`;
  readonly requirements: readonly [Requirement, ...Requirement[]];
  readonly stimulus: string;
  readonly obligation: string;
  /** Default: a single cell. */
  readonly matrix?: M;
  readonly provedBy: readonly Sabotage[];
}

/** A case that browses. Its functions are pure: they are called when the case is defined. */
export interface BrowseCase<R extends string, S extends string, M extends Matrix, Name extends string>
  extends Statement<R, S, M> {
  configuration(cell: CellOf<M>): Setup<Name>;
  probes(cell: CellOf<M>): readonly CaseProbe<NoInfer<Name>>[];
}

/** A case in steps. `steps` is called when it runs; `expect` is pure. */
export interface StepsCase<R extends string, S extends string, M extends Matrix, Name extends string, Observed>
  extends Statement<R, S, M> {
  /** Of the proxies that `steps` finds on the stage. */
  configuration(cell: CellOf<M>): Setup<Name>;
  /** Does what the stimulus says, and returns what was observed: facts, no opinions. */
  steps(stage: Stage<NoInfer<Name>>, cell: CellOf<M>): Promise<Observed>;
  expect(observed: NoInfer<Observed>, cell: CellOf<M>): readonly Judgement[];
}

interface Definers<Requirement extends string, Sabotage extends string> {
  /** A case that browses: configuration, probes, and where each must go. */
  defineCase<const M extends Matrix = Record<never, never>, Name extends string = never>(
    definition: BrowseCase<Requirement, Sabotage, M, Name>,
  ): Case;
  /** A case that needs more than a list of probes: several sessions, a proxy that dies meanwhile, refused calls. */
  defineSteps<Observed, const M extends Matrix = Record<never, never>, Name extends string = never>(
    definition: StepsCase<Requirement, Sabotage, M, Name, Observed>,
  ): Case;
}

/** The two ways to define a case, for one catalogue of requirements and one of sabotages. */
export function definers<Requirement extends string, Sabotage extends string>(): Definers<Requirement, Sabotage> {
  return { defineCase: browseCase, defineSteps: stepsCase };
}

function browseCase(definition: BrowseCase<string, string, Matrix, string>): Case {
  return expand(definition, (cell) => ({
    kind: 'browse',
    setup: definition.configuration(cell),
    probes: definition.probes(cell),
  }));
}

function stepsCase<Observed>(definition: StepsCase<string, string, Matrix, string, Observed>): Case {
  return expand(definition, (cell) => ({
    kind: 'steps',
    setup: definition.configuration(cell),
    perform: async (stage) => definition.expect(await definition.steps(stage, cell), cell),
  }));
}

function expand(
  { id, requirements, stimulus, obligation, provedBy, matrix = {} }: Statement<string, string, Matrix>,
  plan: (cell: CellOf<Matrix>) => Case['cells'][number]['plan'],
): Case {
  const cells = cellsOf(matrix).map((cell) => ({ path: cellPath(id, cell), parameters: cell, plan: plan(cell) }));
  return { id, requirements, stimulus, obligation, provedBy, cells };
}
