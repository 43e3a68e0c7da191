import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../../configuration/invalid-input.ts';
import { type SelectionOptions, select } from './select.ts';
import { shardOf } from './shard.ts';
import { shuffled } from './shuffle.ts';
import { exampleCases } from './testing/example-cases.ts';
import { planUnits } from './units.ts';

const paths = (options: Partial<SelectionOptions>) =>
  select(exampleCases, { run: [], skip: [], ...options }).flatMap(({ cells }) => cells.map(({ path }) => path));

describe('globs over paths', () => {
  test.each([
    ['routing/first', 4],
    ['routing/first*', 5],
    ['**/*[order=b]', 2],
    ['routing/first[scheme=http][order=a]', 1],
    ['{bypass,routing}/**', 6],
  ])('%s means %i cells', (glob, count) => {
    expect(paths({ run: [glob] })).toHaveLength(count);
  });

  test('without any, everything', () => {
    expect(paths({})).toHaveLength(6);
  });

  test('skip wins over run', () => {
    expect(paths({ run: ['routing/**'], skip: ['**/*[scheme=https]*'] })).toEqual([
      'routing/first[scheme=http][order=a]',
      'routing/first[scheme=http][order=b]',
      'routing/first-of-all',
    ]);
  });

  test('one that matches nothing is an error, and all such are said', () => {
    const violations = (options: Partial<SelectionOptions>) => {
      try {
        paths(options);
      } catch (error) {
        if (error instanceof InvalidInputError)
          return error.violations.map(({ path, rule, value }) => [path, rule, value]);
      }
      return [];
    };
    expect(violations({ run: ['routing/*', 'rooting/*'], skip: ['first'] })).toEqual([
      ['--run', 'glob-without-match', '"rooting/*"'],
      ['--skip', 'glob-without-match', '"first"'],
    ]);
    expect(violations({ skip: ['**'] })).toEqual([['--skip', 'nothing-left', undefined]]);
  });
});

describe('shards', () => {
  const all = select(exampleCases, { run: [], skip: [] });

  test('together they are everything, each case once', () => {
    const parts = [1, 2].flatMap((number) => shardOf(all, { number, of: 2 }).map((selection) => selection.case.id));
    expect(parts.toSorted()).toEqual(all.map((selection) => selection.case.id).toSorted());
  });

  test('an empty one is an error', () => {
    expect(() => shardOf(all, { number: 4, of: 4 })).toThrow(
      'command line: --shard: There are only 3 cases to share out. Use at most 3 shards.',
    );
  });
});

describe('the order', () => {
  const values = Array.from({ length: 20 }, (_, index) => index);

  test('the same seed gives the same one, another seed another one, and nothing is lost', () => {
    expect(shuffled(values, 7)).toEqual(shuffled(values, 7));
    expect(shuffled(values, 7)).not.toEqual(shuffled(values, 8));
    expect(shuffled(values, 7).toSorted((one, other) => one - other)).toEqual(values);
  });

  test('cells of a case with the same configuration are one unit', () => {
    const units = planUnits(select(exampleCases, { run: [], skip: [] }));
    expect(units.map(({ case: { id }, cells }) => [id, cells.length])).toEqual([
      ['routing/first', 4],
      ['routing/first-of-all', 1],
      ['bypass/direct', 1],
    ]);
  });
});
