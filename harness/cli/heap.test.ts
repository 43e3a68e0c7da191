import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const HEAP = JSON.stringify(fileURLToPath(new URL('heap.ts', import.meta.url)));

/** Keeps much and leaves much behind, as a run does. @returns the most bytes that its heap was seen with. */
async function peak(afterwards = ''): Promise<number> {
  const program = `
    import { getHeapStatistics, setFlagsFromString } from 'node:v8';
    import { keepHeapSmall } from ${HEAP};
    keepHeapSmall();
    ${afterwards}
    const kept = Array.from({ length: 300_000 }, (_, i) => ({ a: i, b: [i], c: 'x' + i }));
    let most = 0;
    for (let i = 0; i < 4_000_000; i++) {
      const left = new Array(20).fill(i);
      if (i % 20 === 0) kept[i % kept.length] = { a: left, b: [i] };
      if (i % 10_000 === 0) most = Math.max(most, getHeapStatistics().total_heap_size);
    }
    process.stdout.write(String(most));`;
  // On one thread and without a clock, by which V8 otherwise measures how much it marks at a time: what else the machine
  // does has no influence on when V8 collects.
  const args = ['--predictable', '--input-type=module', '--eval', program];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return Number(stdout);
}

test('what is young is collected while V8 marks: little more than half of the heap was seen', async () => {
  const byDefault = await peak(`setFlagsFromString('--separate-gc-phases');`);
  expect(await peak()).toBeLessThan(0.8 * byDefault);
});
