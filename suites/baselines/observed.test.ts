import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Case } from '../../harness/conformance/cases/case.ts';
import { loadCases } from '../../harness/conformance/cases/load.ts';
import { loadExpectedFailures } from '../../harness/conformance/cases/load-expected-failures.ts';
import { runCases } from '../../harness/conformance/cases/run-cases.ts';
import { cellMatcher } from '../../harness/conformance/cases/select.ts';
import requirements from '../requirements/catalogue.ts';

const cases = await loadCases(new URL('../cases/', import.meta.url));
const expectedFailures = await loadExpectedFailures(fileURLToPath(new URL('observed.yaml', import.meta.url)), cases);
/** Milliseconds for some hundred cells on a busy machine; 20 s were seen on one that was not idle. */
const RUN_LIMIT = 300_000;

/**
 * The groups in which the managed Squid of the real service has a say. The others are the same code as without it: they
 * are run by `npm run baseline`.
 */
const GROUPS = ['bypass', 'domain-patterns', 'limitations', 'routing-precedence'];
const groupOf = ({ id }: Pick<Case, 'id'>): string => id.slice(0, id.indexOf('/'));
const held = cases.filter((one) => GROUPS.includes(groupOf(one)));
const browser = process.env['CHROMIUM_PATH'] ?? '';

test('every case that observed.yaml names is one of those that are run here', () => {
  const named = cases.filter(({ id, cells }) =>
    expectedFailures
      .map((entry) => cellMatcher(entry.case))
      .some((matches) => cells.some(({ path }) => matches(id, path))),
  );
  expect(named.filter((one) => !held.includes(one)).map(({ id }) => id)).toEqual([]);
});

test(
  'as observed, exactly what observed.yaml names deviates',
  async () => {
    const selected = held.map((one) => ({ case: one, cells: one.cells }));
    const run = await runCases({ selected, requirements, browser, personality: 'observed', expectedFailures });
    const excused = new Set(run.expected);
    expect(run.incomplete).toBeUndefined();
    const unnamed = run.results
      .filter(({ id, verdict }) => verdict !== 'conforms' && !excused.has(id))
      .map(({ id, verdict, seen }) => `${id} ${verdict}: ${seen}`);
    const named = run.stale.map(({ entry, cell }) => `${entry.case}, but ${cell} conforms`);
    expect({ unnamed, named }).toEqual({ unnamed: [], named: [] });
  },
  RUN_LIMIT,
);
