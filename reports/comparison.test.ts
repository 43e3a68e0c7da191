import { describe, expect, it } from 'vitest';
import type { Verification } from '../harness/conformance/verification.ts';
import { compareReports, describeComparison } from './comparison.ts';
import { reportPieces } from './conformance-report.ts';
import { completeExampleRun } from './fixtures/complete-example.ts';
import { deviatingRun } from './fixtures/deviating.ts';
import { suiteRun } from './fixtures/suite.ts';
import { readReport } from './read-report.ts';

const HTTPS = 'routing/first-match-wins[scheme=https]';

/** The same run with everything as it should be. */
function healthy(): Verification {
  const run = suiteRun();
  return {
    ...run,
    verdict: 'conforms',
    ...(run.suite === undefined ? {} : { suite: { ...run.suite, expected: [] } }),
    checks: run.checks.map((check) => ({ ...check, verdict: 'conforms', seen: 'It did.', findings: [] })),
  };
}

describe('what changed between two reports', () => {
  it('is nothing between a report and itself', () => {
    for (const run of [suiteRun(), deviatingRun(), completeExampleRun()]) {
      expect(compareReports(run, run, false)).toEqual({
        worse: false,
        verdict: { before: run.verdict, after: run.verdict },
        results: [],
        profiles: [],
        requirements: [],
        statistics: [],
        environment: [],
      });
    }
  });

  it('a violation is worse, its end better; an observation is in between', () => {
    const { worse, results } = compareReports(healthy(), suiteRun(), false);
    expect(worse).toBe(true);
    expect(results.map(({ name, after, direction }) => [name, after, direction])).toEqual([
      [HTTPS, 'violates', 'worse'],
      ['routing/no-default', 'observation', 'worse'],
      // That an expected failure comes is no news about the service.
      ['fail-open/session-starts', 'as-expected', 'neither'],
    ]);
    const back = compareReports(suiteRun(), healthy(), false);
    expect(back.worse).toBe(false);
    expect(back.results.map(({ direction }) => direction)).toEqual(['better', 'better', 'neither']);
  });

  /** A healthy run without its first result. */
  function partly(reason: 'not-selected' | 'not-reached'): Verification {
    const [first, ...rest] = healthy().checks;
    const run = { ...healthy(), checks: rest };
    const skipped = [{ cell: first?.id ?? '', reason }];
    return { ...run, ...(run.suite === undefined ? {} : { suite: { ...run.suite, skipped } }) };
  }

  it('what is no longer examined is worse, unless that is allowed; what was not reached is in any case', () => {
    const [first] = healthy().checks;
    const results = [{ name: first?.id, before: 'conforms', after: 'absent', direction: 'unexamined' }];
    expect(compareReports(healthy(), partly('not-selected'), false)).toMatchObject({ worse: true, results });
    expect(compareReports(healthy(), partly('not-selected'), true)).toMatchObject({ worse: false, results });
    for (const allowFewer of [true, false]) {
      expect(compareReports(healthy(), partly('not-reached'), allowFewer).worse).toBe(true);
    }
  });

  it('what can no longer be examined is the same; what could not be before, or did not conform, is neither', () => {
    const [first, ...rest] = healthy().checks;
    if (first === undefined) throw new RangeError('There are some.');
    const standing = (verdict: 'not-applicable' | 'inconclusive'): Verification => ({
      ...healthy(),
      checks: [{ ...first, verdict }, ...rest],
    });
    expect(compareReports(healthy(), standing('not-applicable'), false)).toMatchObject({
      worse: true,
      results: [{ after: 'not-applicable', direction: 'unexamined' }],
    });
    for (const before of [standing('not-applicable'), standing('inconclusive')]) {
      expect(compareReports(before, partly('not-selected'), false)).toMatchObject({
        worse: false,
        results: [{ after: 'absent', direction: 'neither' }],
      });
    }
  });

  it('nothing left of a report is not the same as before', () => {
    const empty: Verification = { ...healthy(), checks: [] };
    expect(compareReports(healthy(), empty, false).worse).toBe(true);
    expect(compareReports(completeExampleRun(), { ...completeExampleRun(), probes: [] }, false).worse).toBe(true);
  });

  it('what is no longer examined is named and counted, with what to do about it', () => {
    const allowed = describeComparison(compareReports(healthy(), partly('not-selected'), true), false);
    expect(allowed).toContain('conforms → no longer examined (absent)\n');
    expect(allowed).toMatch(/NOT WORSE .* 0 got worse, 1 is no longer examined, 0 got better, 0 came or went\.$/);
    expect(describeComparison(compareReports(healthy(), partly('not-selected'), false), false)).toMatch(
      /\nWORSE .*\nWhat is no longer examined counts as worse\. .*: --allow-fewer\.$/,
    );
  });

  it('a new result that violates is worse, one that conforms is not', () => {
    const without: Verification = { ...healthy(), checks: healthy().checks.slice(1) };
    expect(compareReports(without, healthy(), false).worse).toBe(false);
    expect(compareReports({ ...suiteRun(), checks: [] }, suiteRun(), false).worse).toBe(true);
  });

  it('is said in words', () => {
    const after = { ...suiteRun(), environment: { ...suiteRun().environment, browser: 'Chromium 157' } };
    expect(describeComparison(compareReports(healthy(), after, false), false)).toMatchInlineSnapshot(`
      "✗ routing/first-match-wins[scheme=https]  conforms → violates
          The second proxy handled it.
      ✗ routing/no-default  conforms → observation
          It did not.
      · fail-open/session-starts  conforms → as-expected
          It did not.

      profile     Core routing: conforms → violates
      results     violates: 0 → 2
      results     observation: 0 → 1
      results     conforms: 5 → 2
      environment browser: Chromium 156.0.7312.4 → Chromium 157

      WORSE  verdict conforms → violates; of the results 2 got worse, 0 are no longer examined, 0 got better, 1 came or went."
    `);
  });
});

describe('reading a report', () => {
  it('gives back the verification that it was written from', () => {
    const read = readReport([...reportPieces(suiteRun())].join(''));
    expect(read).toEqual({ ok: true, verification: JSON.parse(JSON.stringify(suiteRun())) });
  });

  it.each([
    ['{', [{ path: '', problem: expect.stringMatching(/^The file is not JSON: .*\.$/) }]],
    ['[]', [{ path: '', problem: 'Invalid input: expected object, received array.' }]],
  ])('%s is none', (text, problems) => {
    expect(readReport(text)).toEqual({ ok: false, problems });
  });

  it('names the place where a report is wrong', () => {
    const report = JSON.parse([...reportPieces(suiteRun())].join(''));
    report.checks[1].verdict = 'fine';
    expect(readReport(JSON.stringify(report))).toMatchObject({ ok: false, problems: [{ path: 'checks[1].verdict' }] });
  });
});
