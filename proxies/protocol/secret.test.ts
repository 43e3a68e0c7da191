import { expect, test } from 'vitest';
import { Secret } from './secret.ts';

const secret = new Secret(Buffer.from('open sesame'));

test.each([
  ['open sesame', true],
  ['open sesamE', false],
  ['open sesame\0', false],
  ['open', false],
  ['', false],
  ['x'.repeat(768), false],
  ['x'.repeat(769), false],
])('%j: %s', (text, equal) => {
  expect(secret.equals(Buffer.from(text))).toBe(equal);
  // Nothing is left of a longer one before it.
  expect(secret.equals(Buffer.from('open sesame'))).toBe(true);
});

test('of any length', () => {
  const long = 'y'.repeat(5_000);
  expect(new Secret(Buffer.from(long)).equals(Buffer.from(long))).toBe(true);
  expect(new Secret(Buffer.from(long)).equals(Buffer.from(`${long}y`))).toBe(false);
});
