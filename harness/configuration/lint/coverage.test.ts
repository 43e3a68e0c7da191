import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coveringPatterns } from './coverage.ts';

const covers = (wide: string, narrow: string) => coveringPatterns(narrow).includes(wide.toLowerCase());

/** Fixed, so that a failure comes back; fast-check prints it with the counterexample. */
const SEED = 20_261_122;

describe('the patterns that cover another', () => {
  test.each<[string, string, boolean]>([
    ['.example.com', '.example.com', true],
    ['.example.com', 'example.com', true],
    ['.example.com', 'www.example.com', true],
    ['.example.com', '.api.example.com', true],
    ['.Example.COM', 'www.eXample.com', true],
    ['.example.com', 'notexample.com', false],
    ['.example.com', '.com', false],
    ['example.com', 'Example.com', true],
    ['example.com', '.example.com', false],
    ['example.com', 'www.example.com', false],
    ['.api.example.com', '.example.com', false],
    ['.example.com', 'example.com.evil.test', false],
  ])('%s covers %s: %s', (wide, narrow, expected) => {
    expect(covers(wide, narrow)).toBe(expected);
  });

  test('holds exactly when every host of the one is a host of the other', () => {
    // Few labels and few levels, so that all hosts that could tell two patterns apart can be listed.
    const labels = ['a', 'b', 'ab', 'B'];
    const names = (levels: number): readonly string[] =>
      levels === 1
        ? labels
        : [...labels, ...names(levels - 1).flatMap((name) => labels.map((label) => `${label}.${name}`))];
    const hosts = names(4).map((name) => name.toLowerCase());
    const matches = (pattern: string, host: string) => {
      const [own, asked] = [pattern.toLowerCase().split('.'), host.split('.')];
      if (own[0] !== '') return own.join('.') === asked.join('.');
      return asked.slice(-(own.length - 1)).join('.') === own.slice(1).join('.');
    };
    const pattern = fc.tuple(fc.constantFrom('', '.'), fc.constantFrom(...names(3))).map((parts) => parts.join(''));
    const property = fc.property(pattern, pattern, (wide, narrow) => {
      const expected = hosts.filter((host) => matches(narrow, host)).every((host) => matches(wide, host));
      expect(covers(wide, narrow)).toBe(expected);
    });
    fc.assert(property, { seed: SEED, numRuns: 3000 });
  });
});
