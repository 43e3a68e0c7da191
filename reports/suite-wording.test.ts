import { describe, expect, it, test } from 'vitest';
import { arithmeticLine, reproduction } from './suite-wording.ts';

const NONE = {
  cells: 0,
  conform: 0,
  violate: 0,
  observed: 0,
  failAsExpected: 0,
  inconclusive: 0,
  harnessFaults: 0,
  notApplicable: 0,
  notRun: 0,
};

describe('the line says how cells add up', () => {
  it.each([
    [{ ...NONE, cells: 2, conform: 2 }, '2 cells: 2 conform'],
    [{ ...NONE, cells: 1, conform: 1 }, '1 cell: 1 conforms'],
    [
      {
        cells: 8,
        conform: 1,
        violate: 1,
        observed: 1,
        failAsExpected: 1,
        inconclusive: 1,
        harnessFaults: 1,
        notApplicable: 0,
        notRun: 2,
      },
      '8 cells: 1 conforms, 1 violates, 1 deviates where the document is silent, 1 fails as expected, 1 inconclusive, 1 harness fault, 2 not run',
    ],
  ])('%#', (sums, line) => {
    expect(arithmeticLine(sums)).toBe(line);
  });
});

test('a command repeats cells with everything that has a say in them', () => {
  expect(reproduction(['a/b[scheme=ws]', 'a/c'], { personality: 'observed', strict: true, seed: 7 })).toBe(
    "agentcore-proxy-conformance run --run 'a/b[scheme=ws]' 'a/c' --seed 7 --personality observed --strict",
  );
  expect(reproduction([], { personality: 'documented', strict: false })).toBe('agentcore-proxy-conformance run');
  const where = ['--deployment witnesses.json', '--endpoint http://127.0.0.1:9600'];
  expect(reproduction(['a/c'], { personality: 'documented', strict: false, where })).toBe(
    "agentcore-proxy-conformance run --deployment witnesses.json --endpoint http://127.0.0.1:9600 --run 'a/c'",
  );
});
