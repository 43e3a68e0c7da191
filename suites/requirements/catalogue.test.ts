import { expect, test } from 'vitest';
import { loadCases } from '../../harness/conformance/cases/load.ts';
import { sabotages } from '../sabotage/registry.ts';
import { entries } from './catalogue.ts';
import { examinedByVerify } from './examined-by-verify.ts';

const cases = await loadCases(new URL('../cases/', import.meta.url));
const tested = new Set(cases.flatMap(({ requirements }) => requirements));
const ids = entries.map(({ id }) => id);

test('ids, levels and sections are public: this file pins them', async () => {
  const lines = entries.map(({ id, level, section }) => `${id} | ${level} | ${section}\n`);
  await expect(lines.join('')).toMatchFileSnapshot('catalogue.txt');
});

test('no id is used twice', () => {
  expect(new Set(ids).size).toBe(ids.length);
});

test('every statement is one sentence', () => {
  expect(entries.filter(({ statement }) => !/^[A-Z][^\n]*\.$/.test(statement))).toEqual([]);
});

test('every statement has a case, or a reason why none can test it', () => {
  const untested = entries.filter(({ id, untestable }) => untestable === undefined && !tested.has(id));
  expect(untested.map(({ id }) => id)).toEqual([]);
});

test('every statement that has a case is broken by a sabotage which one of its cases names', () => {
  const broken = new Map<string, readonly string[]>(sabotages.map(({ name, requirements }) => [name, requirements]));
  const proved = new Set(
    cases.flatMap(({ requirements, provedBy }) =>
      provedBy.flatMap((name) => broken.get(name) ?? []).filter((id) => requirements.includes(id)),
    ),
  );
  expect(ids.filter((id) => tested.has(id) && !proved.has(id))).toEqual([]);
});

test('nothing that has a case is said to be untestable', () => {
  expect(entries.filter(({ id, untestable }) => untestable !== undefined && tested.has(id))).toEqual([]);
});

test('what verify examines stands in the catalogue’s order', () => {
  expect([...examinedByVerify]).toEqual(ids.filter((id) => examinedByVerify.includes(id)));
});
