import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomFrom } from './random.ts';

const SEED = 20_261_123;

function draw(seed: number, count: number): readonly number[] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, random);
}

test(`the same seed gives the same numbers, all from 0 up to 1 (seed ${SEED})`, () => {
  const property = fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (seed) => {
    const numbers = draw(seed, 100);
    expect(draw(seed, 100)).toEqual(numbers);
    expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
  });
  fc.assert(property, { seed: SEED, numRuns: 200 });
});

test('the numbers are spread evenly enough for a probability to mean something', () => {
  const numbers = draw(1, 10_000);
  for (const probability of [0.1, 0.5, 0.9]) {
    const share = numbers.filter((number) => number < probability).length / numbers.length;
    expect(Math.abs(share - probability)).toBeLessThan(0.02);
  }
});
