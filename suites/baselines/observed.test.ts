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

/** Whole groups: the ones about what a managed Squid decides. Of the others, the cases that the file names. */
const GROUPS = ['routing-precedence', 'domain-patterns'];
const inGroup = ({ id }: { readonly id: string }): boolean => GROUPS.some((group) => id.startsWith(`${group}/`));
const named = ({ id, cells }: Case): boolean =>
  expectedFailures.some((entry) => {
    const matches = cellMatcher(entry.case);
    return cells.some(({ path }) => matches(id, path));
  });
const browser = process.env['CHROMIUM_PATH'] ?? '';

test.each([
  ['routing and patterns', cases.filter(inGroup)],
  ['every other case that the file names', cases.filter((one) => named(one) && !inGroup(one))],
])(
  'as observed, exactly what observed.yaml names deviates: %s',
  async (_, held) => {
    const selected = held.map((one) => ({ case: one, cells: one.cells }));
    const run = await runCases({ selected, requirements, browser, personality: 'observed', expectedFailures });
    const excused = new Set(run.expected);
    expect(run.incomplete).toBeUndefined();
    expect(
      run.results
        .filter(({ id, verdict }) => verdict !== 'conforms' && !excused.has(id))
        .map(({ id, verdict, seen }) => `${id} ${verdict}: ${seen}`),
    ).toEqual([]);
    expect(run.stale).toEqual([]);
  },
  RUN_LIMIT,
);
