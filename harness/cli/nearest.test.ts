import { expect, test } from 'vitest';
import { nearest } from './nearest.ts';

const NAMES = ['ignores-bypass', 'last-match-wins', 'bypass-last', 'everything-direct'];

test.each([
  ['last-match-win', 'last-match-wins, bypass-last, or ignores-bypass'],
  ['ignore-bypass', 'ignores-bypass, bypass-last, or last-match-wins'],
  ['bypass-last', 'bypass-last, ignores-bypass, or last-match-wins'],
])('%s', (text, names) => {
  expect(nearest(text, NAMES)).toBe(names);
});

test('of fewer names, all', () => {
  expect(nearest('x', ['b', 'a'])).toBe('b or a');
});
