import { describe, expect, test } from 'vitest';
import { parseExpectedFailures } from '../../harness/conformance/cases/load-expected-failures.ts';
import { exampleCases, exampleResult } from '../../harness/conformance/cases/testing/example-cases.ts';
import { baselineText } from './baseline.ts';

const finding = {
  verdict: 'violates',
  requirement: 'R-ONE',
  level: 'documented',
  expected: 'It goes.',
  seen: 'It did not.',
  sightings: [],
} as const;
const violating = (path: string) => ({ ...exampleResult(path, 'violates'), findings: [finding] });

describe('a baseline', () => {
  const results = [
    violating('routing/first[scheme=http][order=a]'),
    exampleResult('routing/first[scheme=http][order=b]'),
    violating('bypass/direct'),
  ];

  test('excuses exactly what violates: a whole case, or single cells', () => {
    const entries = parseExpectedFailures(baselineText(exampleCases, results, ''), 'observed.yaml', exampleCases);
    expect(entries.map((entry) => [entry.case, entry.reason])).toEqual([
      ['routing/first[scheme=http][order=a]', 'R-ONE: It did not.'],
      ['bypass/direct', 'R-ONE: It did not.'],
    ]);
  });

  test('keeps the reasons that somebody has written, and drops what is over', () => {
    const earlier = '- case: bypass/direct\n  reason: A reason.\n- case: gone/case\n  reason: Gone.\n';
    const text = baselineText(exampleCases, results, earlier);
    expect(text).toContain('- case: bypass/direct\n  reason: A reason.\n');
    expect(text).not.toContain('gone/case');
  });

  test('of a run in which everything conforms is an empty list', () => {
    expect(parseExpectedFailures(baselineText(exampleCases, [], ''), 'observed.yaml', exampleCases)).toEqual([]);
  });
});
