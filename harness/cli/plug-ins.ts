import { readdir } from 'node:fs/promises';
import type { Case } from '../conformance/cases/case.ts';
import { loadCases } from '../conformance/cases/load.ts';
import type { Sabotage } from '../conformance/cases/sabotage.ts';
import type { Comparer, ReadReport } from '../conformance/comparison.ts';
import type { JsonReport, Reporter, Summary } from '../conformance/reporter.ts';
import type { Requirement } from '../conformance/requirement.ts';

/**
 * Reports and catalogues depend on the harness, never the other way round: the command line finds them by their
 * place in the package. Sources end in `.ts`, the compiled package's files in `.js`.
 */
const EXTENSION = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
const REPORTS = new URL('../../reports/', import.meta.url);
const CASES = new URL('../../suites/cases/', import.meta.url);
const SABOTAGES = new URL(`../../suites/sabotage/registry${EXTENSION}`, import.meta.url);
const REQUIREMENTS = new URL(`../../suites/requirements/catalogue${EXTENSION}`, import.meta.url);

/** Every `reports/*.reporter`, in the order that they declare. */
export async function loadReporters(): Promise<readonly Reporter[]> {
  const files = (await readdir(REPORTS)).filter((file) => file.endsWith(`.reporter${EXTENSION}`));
  const reporters = await Promise.all(files.map((file) => loadDefault<Reporter>(new URL(file, REPORTS))));
  return reporters.toSorted((one, other) => one.order - other.order);
}

export function loadSummary(): Promise<Summary> {
  return loadDefault(new URL(`summary${EXTENSION}`, REPORTS));
}

export async function loadJsonReport(): Promise<JsonReport> {
  const module: { reportPieces: JsonReport } = await import(new URL(`conformance-report${EXTENSION}`, REPORTS).href);
  return module.reportPieces;
}

export function loadComparer(): Promise<Comparer> {
  return import(new URL(`comparison${EXTENSION}`, REPORTS).href);
}

export async function loadReadReport(): Promise<ReadReport> {
  const module: { readReport: ReadReport } = await import(new URL(`read-report${EXTENSION}`, REPORTS).href);
  return module.readReport;
}

export function loadRequirements(): Promise<readonly Requirement[]> {
  return loadDefault(REQUIREMENTS);
}

/** Every conformance case. */
export function loadCaseCatalogue(): Promise<readonly Case[]> {
  return loadCases(CASES);
}

/** Every deliberate fault of the emulator. */
export async function loadSabotages(): Promise<readonly Sabotage[]> {
  const module: { sabotages: readonly Sabotage[] } = await import(SABOTAGES.href);
  return module.sabotages;
}

async function loadDefault<Export>(url: URL): Promise<Export> {
  const module: { default: Export } = await import(url.href);
  return module.default;
}
