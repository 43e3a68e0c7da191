import { describe, expect, test } from 'vitest';
import { quoted, typeOf } from './quote.ts';

describe('quoted', () => {
  test.each<[unknown, string]>([
    ['proxy.example.com', '"proxy.example.com"'],
    [[], '[]'],
    [['a'], '[…]'],
    [{ server: 'a', port: 1 }, '{"server":…,"port":…}'],
    [null, 'null'],
    [1.5, '1.5'],
    [Number.NaN, 'NaN'],
    [10n, '10'],
  ])('%s', (value, text) => {
    expect(quoted(value)).toBe(text);
  });

  test('cuts at 120 characters, the ellipsis among them', () => {
    expect(quoted('a'.repeat(118))).toBe(`"${'a'.repeat(118)}"`);
    expect(quoted('a'.repeat(119))).toBe(`"${'a'.repeat(118)}…`);
  });
});

test.each<[unknown, string]>([
  [null, 'null'],
  [[], 'a list'],
  [{}, 'an object'],
  ['', 'a string'],
  [true, 'a boolean'],
])('type of %j', (value, text) => {
  expect(typeOf(value)).toBe(text);
});
