import { expect, test } from 'vitest';
import { askUntil } from './ask-until.ts';

/** A question whose answer is how often it was asked. */
function counter(): () => Promise<number> {
  let asked = 0;
  return async () => ++asked;
}

test('asks again until the answer is the awaited one, and not once more', async () => {
  const ask = counter();
  expect(await askUntil(ask, (answer) => answer === 3, 60_000)).toBe(3);
  expect(await ask()).toBe(4);
});

test('gives the last answer when time is up, at least one', async () => {
  expect(await askUntil(counter(), () => false, 0)).toBe(1);
});
