import { describe, expect, test } from 'vitest';
import { loadCases } from '../harness/conformance/cases/load.ts';
import { prove } from '../harness/conformance/cases/prove.ts';
import { runCases } from '../harness/conformance/cases/run-cases.ts';
import type { Sabotage } from '../harness/conformance/cases/sabotage.ts';
import requirements from './requirements/catalogue.ts';
import { sabotages } from './sabotage/registry.ts';

const cases = await loadCases(new URL('./cases/', import.meta.url));
const groups = [...new Set(cases.map(({ id }) => id.split('/')[0] ?? ''))];
const browser = process.env['CHROMIUM_PATH'] ?? '';

/** Everything that a person would have to look at. */
const deviations = (results: readonly { id: string; verdict: string; seen: string }[]) =>
  results.filter(({ verdict }) => verdict !== 'conforms').map(({ id, verdict, seen }) => `${id} ${verdict}: ${seen}`);

describe('the emulator as documented conforms', () => {
  test.each(groups)('%s', async (group) => {
    const selected = cases
      .filter(({ id }) => id.startsWith(`${group}/`))
      .map((one) => ({ case: one, cells: one.cells }));
    const run = await runCases({ selected, requirements, browser });
    expect(run.incomplete).toBeUndefined();
    expect(deviations(run.results)).toEqual([]);
    expect(run.results.length).toBe(run.planned);
    expect(run.verdict).toBe('conforms');
  });
});

/** Cells of the cases that name a fault: what it costs to try it. */
const cellsThatName = ({ name }: Sabotage): number =>
  cases.filter(({ provedBy }) => provedBy.includes(name)).flatMap(({ cells }) => cells).length;

/**
 * Every pair takes longer than tests may: that is `npm run prove`. One fault for each place holds that it can tell: of
 * those there, the cheapest.
 */
const dearestFirst = sabotages.toSorted((one, other) => cellsThatName(other) - cellsThatName(one));
const oneForEachPlace = [...new Map(dearestFirst.map((one) => [one.fault.at, one])).values()];

describe('a fault is noticed by the cases that name it, wherever it is put', () => {
  test.each(oneForEachPlace)('$fault.at: $name', async (sabotage) => {
    const proofs = await prove(sabotage, cases, { requirements, browser });
    expect(proofs.length, 'cases that name it').toBeGreaterThan(0);
    expect(
      proofs
        .filter(({ outcome }) => outcome !== 'noticed')
        .map(({ caseId, outcome, results }) => ({ caseId, outcome, said: deviations(results) })),
    ).toEqual([]);
  });
});
