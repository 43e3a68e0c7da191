import { expect, test } from 'vitest';
import { entries } from './catalogue.ts';
import { profiled, profileOf } from './profiles.ts';

test('every statement has a profile', () => {
  expect(entries.filter((entry) => profileOf(entry) === undefined)).toEqual([]);
});

test('the tables name nothing that is not in the catalogue', () => {
  const sections = new Set(entries.map(({ section }) => section));
  const ids = new Set<string>(entries.map(({ id }) => id));
  expect(profiled.sections.filter((section) => !sections.has(section))).toEqual([]);
  expect(profiled.statements.filter((id) => !ids.has(id))).toEqual([]);
});
