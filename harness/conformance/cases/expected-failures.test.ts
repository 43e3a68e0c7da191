import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../../configuration/invalid-input.ts';
import { arithmetic } from './arithmetic.ts';
import { applyExpectedFailures } from './expected-failures.ts';
import { parseExpectedFailures } from './load-expected-failures.ts';
import { exampleCases, exampleResult } from './testing/example-cases.ts';

const HTTP = 'routing/first[scheme=http][order=a]';
const HTTPS = 'routing/first[scheme=https][order=a]';

const parse = (text: string) => parseExpectedFailures(text, 'expected.yaml', exampleCases);

/** What is wrong with a file, as path, rule and problem. */
function wrong(text: string): readonly string[] {
  try {
    parse(text);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return error.violations.map(({ path, rule, problem }) => `${path} [${rule}] ${problem}`);
  }
}

describe('a file of expected failures', () => {
  test('is a list of globs with reasons', () => {
    expect(parse(`- case: ${JSON.stringify(HTTP)}\n  reason: The service refuses it.\n`)).toEqual([
      { case: HTTP, reason: 'The service refuses it.', path: '[0]' },
    ]);
  });

  test.each([
    ['case: x', ' [list] The file holds no list.'],
    ['- text', '[0] [entry] The entry has no members.'],
    ['- reason: x', '[0].case [case] The entry names no case.'],
    ['- case: routing/**', '[0].reason [reason] The entry gives no reason.'],
    ['- case: routing/**\n  reason: " "', '[0].reason [reason] The entry gives no reason.'],
    ['- case: no/such\n  reason: x', '[0].case [glob-without-match] This glob matches no case.'],
    ['- case: routing/**\n  why: x', '[0].why [unknown-member] An entry has no such member.'],
  ])('%j', (text, problem) => {
    expect(wrong(text)).toEqual([problem]);
  });

  test('what is no YAML is told with its line', () => {
    expect(wrong('- case: a\n b: "')[0]).toMatch(/^line 2 \[yaml\] The file is not YAML: /);
  });
});

describe('what is expected', () => {
  const entries = parse('- case: routing/first\n  reason: It is known.\n');
  const apply = (...results: Parameters<typeof exampleResult>[]) => {
    const { unexpected, expected, stale } = applyExpectedFailures(
      results.map((one) => exampleResult(...one)),
      entries,
    );
    return { unexpected: unexpected.map(({ id }) => id), expected: expected.map(({ id }) => id), stale };
  };

  test('a violation is excused', () => {
    expect(apply([HTTP, 'violates'])).toEqual({ unexpected: [], expected: [HTTP], stale: [] });
  });

  test('an entry is stale for each cell that conforms', () => {
    expect(apply([HTTP, 'violates'], [HTTPS])).toMatchObject({ expected: [HTTP], stale: [{ cell: HTTPS }] });
  });

  test.each(['inconclusive', 'harness-fault'] as const)('%s is neither', (verdict) => {
    expect(apply([HTTP, verdict])).toEqual({ unexpected: [HTTP], expected: [], stale: [] });
  });

  test('a case without an entry counts', () => {
    expect(apply(['bypass/direct', 'violates'])).toMatchObject({ unexpected: ['bypass/direct'] });
  });
});

test('every cell is counted once', () => {
  const results = [
    exampleResult('a/a'),
    exampleResult('a/b', 'violates'),
    exampleResult('a/c', 'violates'),
    { ...exampleResult('a/d', 'violates'), level: 'undocumented' as const },
    exampleResult('a/e', 'inconclusive'),
    exampleResult('a/f', 'harness-fault'),
  ];
  expect(arithmetic({ planned: 8, results, expected: ['a/c'] })).toEqual({
    cells: 8,
    conform: 1,
    violate: 1,
    observed: 1,
    failAsExpected: 1,
    inconclusive: 1,
    harnessFaults: 1,
    notApplicable: 0,
    notRun: 2,
  });
});
