import { expect, test } from 'vitest';
import { proofOutcome } from './proof-outcome.ts';

const sabotage = { requirements: ['R-ONE', 'R-TWO', 'R-FOUR'] } as const;
const both = { requirements: ['R-ONE', 'R-TWO', 'R-THREE'] } as const;

function results(verdict: 'violates' | 'inconclusive', ...named: readonly string[]) {
  const words = { level: 'documented', expected: 'It goes.', seen: 'It did not.', sightings: [] } as const;
  return named.map((requirement) => ({ findings: [{ verdict, requirement, ...words }] }));
}

test('a fault is noticed once all is named that it breaks and the case is about', () => {
  expect(proofOutcome(both, sabotage, results('violates', 'R-TWO', 'R-ONE'))).toBe('noticed');
  expect(proofOutcome(both, sabotage, results('violates', 'R-TWO', 'R-THREE'))).toBe('misnamed');
  expect(proofOutcome({ requirements: ['R-TWO'] }, sabotage, results('violates', 'R-TWO'))).toBe('noticed');
});

test('a case that is about nothing of what a fault breaks does not notice it', () => {
  expect(proofOutcome({ requirements: ['R-THREE'] }, sabotage, results('violates', 'R-THREE'))).toBe('misnamed');
});

test('missing evidence notices nothing', () => {
  expect(proofOutcome(both, sabotage, results('inconclusive', 'R-ONE', 'R-TWO'))).toBe('survived');
  expect(proofOutcome(both, sabotage, [])).toBe('survived');
});
