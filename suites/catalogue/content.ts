import type { Case } from '../../harness/conformance/cases/case.ts';
import { loadCases } from '../../harness/conformance/cases/load.ts';
import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import type { Requirement } from '../../harness/conformance/requirement.ts';
import catalogue from '../requirements/catalogue.ts';
import { examinedByVerify } from '../requirements/examined-by-verify.ts';
import { sabotages } from '../sabotage/registry.ts';

/** Everything that the generated documents are made of. */
export interface CatalogueContent {
  readonly statements: readonly CatalogueStatement[];
  readonly cases: readonly Case[];
  readonly sabotages: readonly Sabotage[];
}

/** One statement of the document, and what tests it. */
export interface CatalogueStatement extends Requirement {
  /** Cases that name it, in the order of the catalogue of cases. */
  readonly cases: readonly Case[];
  /** Sabotages that break it. */
  readonly sabotages: readonly Sabotage[];
  /** `verify` examines it of every configuration. */
  readonly examined: boolean;
}

/** Reads cases, requirements and sabotages. Starts nothing. */
export async function catalogueContent(): Promise<CatalogueContent> {
  // By id: a module's exports come in one order from Node.js and in another from vitest.
  const cases = [...(await loadCases(new URL('../cases/', import.meta.url)))].sort((one, other) =>
    one.id < other.id ? -1 : 1,
  );
  const examined = new Set<string>(examinedByVerify);
  const breaks = ({ requirements }: Sabotage, id: string): boolean => requirements.includes(id);
  return {
    cases,
    sabotages,
    statements: catalogue.map((requirement) => ({
      ...requirement,
      cases: cases.filter(({ requirements }) => requirements.includes(requirement.id)),
      sabotages: sabotages.filter((sabotage) => breaks(sabotage, requirement.id)),
      examined: examined.has(requirement.id),
    })),
  };
}
