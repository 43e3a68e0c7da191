import { describe, expect, test } from 'vitest';
import type { Case } from '../../conformance/cases/case.ts';
import type { CaseResult } from '../../conformance/cases/case-result.ts';
import type { Proof } from '../../conformance/cases/prove.ts';
import type { SabotageProof } from '../../conformance/cases/prove-suite.ts';
import type { SuiteRun } from '../../conformance/cases/suite-run.ts';
import { exampleCases, exampleResult } from '../../conformance/cases/testing/example-cases.ts';
import { proofReport } from './prove-report.ts';
import { proofTable } from './prove-table.ts';

const [first] = exampleCases;
const cases: readonly Case[] = first === undefined ? [] : [{ ...first, provedBy: ['loses-requests'] }];
const finding = {
  verdict: 'violates',
  requirement: 'R-OTHER',
  level: 'documented',
  expected: 'It goes.',
  seen: 'It did not.',
  sightings: [],
} as const;

function sabotage(name: string, ...outcomes: readonly Proof['outcome'][]): SabotageProof {
  return {
    sabotage: name,
    breaks: 'Requests are lost.',
    requirements: ['R-ONE'],
    durationMilliseconds: 1234,
    proofs: outcomes.map((outcome) => ({
      caseId: 'routing/first',
      sabotage: name,
      outcome,
      results: [{ ...exampleResult('routing/first'), findings: outcome === 'misnamed' ? [finding] : [] }],
    })),
  };
}

/** A proof that got to its end. */
const whole = (...sabotages: readonly SabotageProof[]) => ({
  cases,
  proof: { sabotages, brokenOff: [] },
  planned: sabotages.length,
  signal: new AbortController().signal,
  startedAt: new Date(),
});
const report = (...sabotages: readonly SabotageProof[]) => proofReport(whole(...sabotages));

const SURVIVED = 'routing/first does not notice loses-requests.';

/** A run without a sabotage. */
const unharmed = (...results: readonly CaseResult[]): SuiteRun => ({
  tool: { name: 'tool', version: '1' },
  runId: 'run',
  target: 'emulated',
  startedAt: '',
  finishedAt: '',
  verdict: 'conforms',
  environment: {},
  requirements: [],
  planned: results.length,
  results,
  expected: [],
  stale: [],
});

describe('a proof', () => {
  test('is one when every pair is noticed', () => {
    const all = report(sabotage('loses-requests', 'noticed'));
    expect(all).toMatchObject({ proved: true, verdict: 'conforms', problems: [] });
  });

  test.each([
    [sabotage('loses-requests', 'survived'), SURVIVED],
    [sabotage('loses-requests', 'misnamed'), 'routing/first notices loses-requests, but names R-OTHER for R-ONE.'],
    [sabotage('loses-requests'), 'Nobody catches loses-requests (Requests are lost.): no case names it.'],
  ])('is none when a sabotage gets through: %#', (one, problem) => {
    expect(report(one)).toMatchObject({ proved: false, verdict: 'violates', problems: [problem] });
  });

  test('is none of a case that names no sabotage', () => {
    const unproved = proofReport({ ...whole(), cases: exampleCases.slice(0, 1) });
    expect(unproved.verdict).toBe('violates');
    expect(unproved.problems).toEqual(['routing/first names no sabotage: nothing shows that it can fail.']);
  });

  test.each([
    ['violates', [], 'violates'],
    ['inconclusive', [], 'inconclusive'],
    ['harness-fault', [], 'harness-fault'],
    ['not-applicable', [], 'inconclusive'],
    ['inconclusive', [sabotage('loses-requests', 'survived')], 'violates'],
  ] as const)('is none when a cell without a sabotage is %s: %#', (verdict, sabotages, overall) => {
    const all = proofReport({
      ...whole(...sabotages),
      baseline: unharmed(exampleResult('a/a'), exampleResult('a/b', verdict)),
    });
    expect(all).toMatchObject({
      proved: false,
      verdict: overall,
      problems: [expect.stringContaining(`Without a sabotage, a/b is ${verdict}: `), ...sabotages.map(() => SURVIVED)],
      baseline: { cells: 2, conform: 1 },
    });
    expect(proofTable(all, false)).toContain(overall === 'violates' ? '\nNOT PROVED ' : '\nINCONCLUSIVE ');
  });

  test('is none when the run without a sabotage broke off', () => {
    const baseline = { ...unharmed(), incomplete: 'The run broke off: no browser.' };
    expect(proofReport({ ...whole(), baseline })).toMatchObject({
      verdict: 'inconclusive',
      problems: ['Without a sabotage: The run broke off: no browser.'],
    });
  });

  test('is none when it was interrupted, and keeps what it had', () => {
    const noticed = sabotage('loses-requests', 'noticed');
    const part = proofReport({ ...whole(noticed), planned: 3, signal: AbortSignal.abort() });
    expect(part).toMatchObject({
      proved: false,
      verdict: 'inconclusive',
      incomplete: 'The proof was interrupted: 1 of 3 sabotages were tried to the end.',
      problems: [],
      sabotages: [{ sabotage: 'loses-requests' }],
    });
    expect(proofTable(part, false)).toMatch(
      /^✓ loses-requests .*\n\nINCONCLUSIVE {2}The proof was interrupted: 1 of 3 sabotages were tried to the end\. 1 of 1 pairs/s,
    );
    expect(proofTable(proofReport({ ...whole(), planned: 3, signal: AbortSignal.abort() }), false)).toContain(
      'INCONCLUSIVE',
    );
  });

  test('is none when a run under a sabotage broke off; the others were tried all the same', () => {
    const brokenOff = ['Under the sabotage odd: The run broke off: no browser.'];
    const part = proofReport({ ...whole(), proof: { sabotages: [], brokenOff }, planned: 1 });
    expect(part).toMatchObject({
      proved: false,
      verdict: 'inconclusive',
      incomplete: 'The proof is not complete: 0 of 1 sabotages were tried to the end.',
      problems: brokenOff,
    });
  });

  test('as a table', () => {
    const all = report(
      sabotage('loses-requests', 'noticed', 'survived'),
      sabotage('odd', 'misnamed'),
      sabotage('lone'),
    );
    const times = { startedAt: '2026-11-23T09:15:00.000Z', finishedAt: '2026-11-23T09:15:12.000Z' };
    expect(proofTable({ ...all, ...times }, false)).toMatchInlineSnapshot(`
      "✗ loses-requests    1.2 s  ✓ routing/first  ✗ routing/first
      ✗ odd               1.2 s  ≠ routing/first
      ✗ lone              1.2 s  nobody catches it

      ✓ noticed   ≠ noticed, but not all that is broken is named   ✗ survived

      - Nobody catches lone (Requests are lost.): no case names it.
      - routing/first does not notice loses-requests.
      - routing/first notices odd, but names R-OTHER for R-ONE.

      NOT PROVED  1 of 3 pairs of 1 cases and 3 sabotages noticed, in 12 s."
    `);
  });
});
