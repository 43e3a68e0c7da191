import { expect, test } from 'vitest';
import { loadCases } from '../../harness/conformance/cases/load.ts';

const cases = await loadCases(new URL('./', import.meta.url));

test('ids and cells are public: this file pins them', async () => {
  const lines = cases.flatMap(({ cells }) => cells.map(({ path }) => `${path}\n`)).sort();
  await expect(lines.join('')).toMatchFileSnapshot('paths.txt');
});

test('an id is a group and a name', () => {
  expect(cases.filter(({ id }) => !/^[a-z]+(-[a-z]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
});

test('stimulus and obligation are sentences', () => {
  const texts = cases.flatMap(({ stimulus, obligation }) => [stimulus, obligation]);
  expect(texts.filter((text) => !/^[A-Z].*\.$/.test(text))).toEqual([]);
});
