import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../../configuration/invalid-input.ts';
import { exampleCases } from '../cases/testing/example-cases.ts';
import type { Verification } from '../verification.ts';
import { mergeParts } from './merge-parts.ts';
import { examplePart } from './testing/example-part.ts';

const catalogue = exampleCases.flatMap(({ cells }) => cells.map(({ path }) => path));
const example = (number: number, options: Partial<Parameters<typeof examplePart>[0]> = {}) =>
  examplePart({ cases: exampleCases, of: 2, number, ...options });
const merge = (...parts: readonly Verification[]) =>
  mergeParts(
    parts.map((verification, at) => ({ source: `part-${at + 1}`, verification })),
    catalogue,
  );

describe('the parts of one run', () => {
  test('are as if it had been run in one go, in whatever order they are named', () => {
    const whole = merge(example(2), example(1));
    expect(whole.checks.map(({ id }) => id)).toEqual(catalogue);
    expect(whole).toMatchObject({
      verdict: 'conforms',
      startedAt: '2026-01-01T00:00:01.000Z',
      finishedAt: '2026-01-01T00:01:02.000Z',
      environment: { browser: 'Chrome/1', platform: 'machine 1, machine 2' },
    });
    expect(whole.incomplete).toBeUndefined();
    expect(whole.suite).toMatchObject({
      asked: { personality: 'documented', strict: false },
      arithmetic: { cells: 6, conform: 6, notRun: 0 },
      skipped: [],
    });
    expect(whole.suite?.asked.shard).toBeUndefined();
  });

  test('what was not selected stays so', () => {
    const run = ['routing/**'];
    const whole = merge(example(1, { run }), example(2, { run }));
    expect(whole.suite).toMatchObject({
      arithmetic: { cells: 5, conform: 5 },
      skipped: [{ cell: 'bypass/direct', reason: 'not-selected' }],
    });
  });

  test('one violation is the whole’s, unless it was expected', () => {
    const violating = example(1, { verdicts: { 'bypass/direct': 'violates' } });
    expect(merge(violating, example(2)).verdict).toBe('violates');
    const { suite } = violating;
    if (suite === undefined) throw new Error('A part has a suite.');
    const excused = { ...violating, suite: { ...suite, expected: ['bypass/direct'] } };
    expect(merge(excused, example(2))).toMatchObject({
      verdict: 'conforms',
      suite: { expected: ['bypass/direct'], arithmetic: { violate: 0, failAsExpected: 1 } },
    });
  });

  test('an expected failure that did not come to one of them violates', () => {
    const part = example(1);
    if (part.suite === undefined) throw new Error('A part has a suite.');
    const stale = [{ path: '[0]', case: 'bypass/**', reason: 'It was so once.', cell: 'bypass/direct' }];
    expect(merge({ ...part, suite: { ...part.suite, stale } }, example(2))).toMatchObject({
      verdict: 'violates',
      suite: { stale },
    });
  });

  test('without one of them nothing is proved, and its cells are said to be elsewhere', () => {
    const whole = merge(example(2));
    expect(whole).toMatchObject({ verdict: 'inconclusive', incomplete: 'Part 1 of 2 is missing.' });
    expect(whole.suite).toMatchObject({ arithmetic: { cells: 6, conform: 1, notRun: 5 } });
    expect(new Set(whole.suite?.skipped.map(({ reason }) => reason))).toEqual(new Set(['other-shard']));
  });

  test('one that did not get to its end keeps the whole from it', () => {
    const broken = { ...example(2), incomplete: 'The run was interrupted.' };
    expect(merge(example(1), broken)).toMatchObject({
      verdict: 'inconclusive',
      incomplete: 'Part 2 of 2: The run was interrupted.',
    });
  });
});

describe('what does not belong together is refused, in one line each', () => {
  const wholeRun = (): Verification => {
    const { suite, ...rest } = example(2);
    return rest;
  };
  const otherStatements = { ...example(2), requirements: [] };
  const otherTool = { ...example(2), tool: { name: 'tool', version: '2.0.0' } };

  test.each([
    ['a report of something else', wholeRun(), 'suite.asked.shard', 'This is not the report of a part of a run.'],
    ['a part twice', example(1), 'suite.asked.shard.number', 'It is part 1 of 2, and so is part-1.'],
    ['another number of parts', example(3, { of: 3 }), 'suite.asked.shard.of', 'It is 3 here, and 2 in part-1.'],
    ['another seed', example(2, { asked: { seed: 7 } }), 'suite.asked.seed', 'It is 7 here, and absent in part-1.'],
    [
      'another personality',
      example(2, { asked: { personality: 'observed' } }),
      'suite.asked.personality',
      'It is "observed" here, and "documented" in part-1.',
    ],
    ['another version', otherTool, 'tool.version', 'It is "2.0.0" here, and "1.0.0" in part-1.'],
    ['other statements', otherStatements, 'requirements', 'Its statements are not those of part-1.'],
    [
      'another selection',
      example(2, { run: ['routing/**'] }),
      'suite.skipped',
      'Other cases were selected for it than for part-1.',
    ],
    [
      'another catalogue',
      example(2, { cases: exampleCases.slice(0, 2) }),
      'checks',
      'It was run with another catalogue of cases: 1 of its cells differ, bypass/direct for one.',
    ],
  ])('%s', (_what, strange, path, problem) => {
    const refused = (): Verification => merge(example(1), strange);
    expect(refused).toThrow(InvalidInputError);
    expect(refused).toThrow(`part-2: ${path}: ${problem} `);
  });

  test('every one of them', () => {
    expect(() => merge(example(1), example(1), wholeRun())).toThrow(AggregateError);
  });
});
