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
  expect(new Set([...first.told, ...second.told]).size).toBe(4);
  const large = take('large', 3);
  // One is free, and enough for it; but somebody came before.
  const small = take('small', 1);
  pool.giveBack(second);
  await Promise.resolve();
  expect(order).toEqual(['first', 'second']);
  pool.giveBack(first);
  const places = [...(await large).told, ...(await small).told];
  expect(order).toEqual(['first', 'second', 'large', 'small']);
  expect(new Set(places).size).toBe(4);
});

test('a scene without proxies waits for nobody', async () => {
  const pool = new ProxyPool(1, 1);
  await pool.take(1, 1);
  expect(await pool.take(0, 0)).toEqual({ told: [], real: [] });
});

test('a real one is taken first where it will do, and never where it will not', async () => {
  const pool = new ProxyPool(3, 1);
  expect(await pool.take(1)).toEqual({ told: [0], real: [] });
  const both = await pool.take(2, 1);
  expect(both).toEqual({ told: [1], real: [0] });
  // None is left: another one does as well.
  expect(await pool.take(1, 1)).toEqual({ told: [2], real: [] });
  pool.giveBack(both);
  expect(await pool.take(1)).toEqual({ told: [1], real: [] });
});

test('whoever needs one more than can be told what to do waits for the real one', async () => {
  const pool = new ProxyPool(1, 1);
  const one = await pool.take(1, 1);
  let served = false;
  const two = pool.take(2, 1).then((places) => {
    served = true;
    return places;
  });
  await Promise.resolve();
  expect([one, served]).toEqual([{ told: [], real: [0] }, false]);
  pool.giveBack(one);
  expect(await two).toEqual({ told: [0], real: [0] });
});
