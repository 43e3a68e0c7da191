import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startChromiumPool } from './pool.ts';
import { BrowserFolder } from './testing/browser-folder.ts';

let folder: BrowserFolder;
beforeEach(() => {
  folder = new BrowserFolder();
});
afterEach(() => {
  const left = [folder.processes(), folder.files()];
  folder[Symbol.dispose]();
  expect(left).toEqual([[], []]);
});

const executable = (): string => BrowserFolder.chromium();

test('every taker gets a browser of its own, the warm one first', async () => {
  await using pool = startChromiumPool({ executable: executable() });
  await pool.warm();
  const warm = folder.processes();
  const one = await pool.take();
  const two = await pool.take();
  expect(folder.processes()).toContain(one.processId);
  expect(warm).toContain(one.processId);
  expect(one.devToolsUrl).not.toBe(two.devToolsUrl);
  await one[Symbol.asyncDispose]();
  expect(folder.processes()).not.toContain(one.processId);
  expect(folder.processes()).toContain(two.processId);
  await Promise.all([one[Symbol.asyncDispose](), two[Symbol.asyncDispose]()]);
});

test('starts no more ahead of demand than it may', async () => {
  await using pool = startChromiumPool({ executable: executable(), ahead: 1 });
  await pool.take();
  await pool.warm();
  expect(folder.files()).toHaveLength(1);
  await pool.take();
  expect(folder.files()).toHaveLength(2);
});

test('a browser that dies while it waits leaves nothing behind and is handed to nobody', async () => {
  await using pool = startChromiumPool({ executable: executable(), ahead: 1 });
  await pool.warm();
  folder.kill();
  await expect.poll(() => folder.files()).toEqual([]);
  const { devToolsUrl } = await pool.take();
  const { port } = new URL(devToolsUrl);
  expect((await fetch(`http://127.0.0.1:${port}/json/version`)).status).toBe(200);
});

test('a browser that dies in use says so, and may still be disposed', async () => {
  await using pool = startChromiumPool({ executable: executable(), ahead: 1 });
  const taken = await pool.take();
  process.kill(taken.processId, 'SIGKILL');
  expect(await taken.exited).toBe('ended by SIGKILL');
  await taken[Symbol.asyncDispose]();
  expect(folder.files()).toEqual([]);
});

describe('disposing', () => {
  test('a closed pool hands out nothing', async () => {
    const pool = startChromiumPool({ executable: executable() });
    await pool[Symbol.asyncDispose]();
    await expect(pool.take()).rejects.toMatchObject({
      code: 'ERR_POOL_CLOSED',
      message: 'The browser pool is closed.',
    });
  });

  test('waits for starts under way, also for those that somebody waits for', async () => {
    const pool = startChromiumPool({ executable: executable() });
    const taken = Promise.allSettled([pool.take(), pool.take()]);
    await pool[Symbol.asyncDispose]();
    expect(folder.processes()).toEqual([]);
    expect((await taken).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  test('a browser that cannot start is the taker’s to hear of', async () => {
    await using pool = startChromiumPool({ executable: '/bin/false' });
    await expect(pool.take()).rejects.toThrow('/bin/false did not start: exited with code 1');
  });
});
