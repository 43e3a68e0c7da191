import { expect, test } from 'vitest';
import { ProxyPool } from './proxy-pool.ts';

test('whoever waits gets all that it needs at once, in the order of asking', async () => {
  const pool = new ProxyPool(5);
  const order: string[] = [];
  const take = (name: string, count: number) =>
    pool.take(count).then((places) => {
      order.push(name);
      return places;
    });
  const [first, second] = await Promise.all([take('first', 3), take('second', 1)]);
  expect(new Set([...first, ...second]).size).toBe(4);
  const large = take('large', 3);
  // One is free, and enough for it; but somebody came before.
  const small = take('small', 1);
  pool.giveBack(second);
  await Promise.resolve();
  expect(order).toEqual(['first', 'second']);
  pool.giveBack(first);
  const places = [...(await large), ...(await small)];
  expect(order).toEqual(['first', 'second', 'large', 'small']);
  expect(new Set(places).size).toBe(4);
});

test('a scene without proxies waits for nobody', async () => {
  const pool = new ProxyPool(1);
  await pool.take(1);
  expect(await pool.take(0)).toEqual([]);
});
