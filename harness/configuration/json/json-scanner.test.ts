import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scanJson } from './json-scanner.ts';

/** Fixed, so that a failure comes back; fast-check prints it with the counterexample. */
const SEED = 20_261_122;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('accepts what JSON.parse accepts', () => {
  test('written with and without indentation', () => {
    const property = fc.property(fc.json(), fc.constantFrom(undefined, 2, '\t'), (text, indentation) => {
      expect(scanJson(JSON.stringify(JSON.parse(text), null, indentation)).stop).toBeUndefined();
    });
    fc.assert(property, { seed: SEED, numRuns: 500 });
  });

  test('after any one character is replaced, left out or added', () => {
    const broken = fc
      .tuple(
        fc.json({ maxDepth: 3 }),
        fc.nat(),
        fc.nat(1),
        fc.constantFrom('', ...'{}[]:,"\\0-.eE+ \n\u0001xtrue/ü\u2028'),
      )
      .map(([text, at, cut, by]) => {
        const offset = at % (text.length + 1);
        return text.slice(0, offset) + by + text.slice(offset + cut);
      });
    const property = fc.property(broken, (text) => {
      expect(scanJson(text).stop === undefined).toBe(isJson(text));
    });
    fc.assert(property, { seed: SEED, numRuns: 5000 });
  });
});

test('finds names that stand twice, however they are escaped', () => {
  const text = '{"a": {"b": 1, "\\u0062": 2}, "a": [{"c": 1, "c": 2, "d": {"c": 3}}]}';
  expect(scanJson(text).duplicates).toStrictEqual([
    { path: 'a.b', first: 7, second: 15 },
    { path: 'a', first: 1, second: 29 },
    { path: 'a[0].c', first: 36, second: 44 },
  ]);
});

test('stops at a nesting that is too deep, instead of exhausting the stack', () => {
  expect(scanJson('['.repeat(64) + ']'.repeat(64)).stop).toBeUndefined();
  expect(scanJson('['.repeat(1_000_000)).stop).toStrictEqual({ offset: 65, expected: 'no more than 64 levels' });
});

test('a string of many megabytes is no problem', () => {
  expect(scanJson(`"${'x\\n'.repeat(1_000_000)}"`).stop).toBeUndefined();
});
