import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadCases } from '../../harness/conformance/cases/load.ts';
import { loadExpectedFailures } from '../../harness/conformance/cases/load-expected-failures.ts';
import { runCases } from '../../harness/conformance/cases/run-cases.ts';
import requirements from '../requirements/catalogue.ts';

const cases = await loadCases(new URL('../cases/', import.meta.url));
const expectedFailures = await loadExpectedFailures(fileURLToPath(new URL('observed.yaml', import.meta.url)), cases);
/** Groups that are about what a managed Squid does differently, and all that the file says something of. */
const groups = new Set([
  'routing-precedence',
  'domain-patterns',
  ...expectedFailures.map((entry) => entry.case.split('/')[0] ?? ''),
]);
const browser = process.env['CHROMIUM_PATH'] ?? '';

test.each([...groups])('as observed, %s deviates exactly as observed.yaml says', async (group) => {
  const selected = cases.filter(({ id }) => id.startsWith(`${group}/`)).map((one) => ({ case: one, cells: one.cells }));
  const run = await runCases({ selected, requirements, browser, personality: 'observed', expectedFailures });
  const excused = new Set(run.expected);
  expect(run.incomplete).toBeUndefined();
  expect(
    run.results
      .filter(({ id, verdict }) => verdict !== 'conforms' && !excused.has(id))
      .map(({ id, verdict, seen }) => `${id} ${verdict}: ${seen}`),
  ).toEqual([]);
  expect(run.stale).toEqual([]);
});
