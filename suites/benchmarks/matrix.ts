import { fork } from 'node:child_process';
import { once } from 'node:events';
import { commandMemory } from './command-memory.ts';
import type { MatrixFigures } from './matrix-sides.ts';
import { PROBES } from './matrix-workload.ts';
import { type BenchmarkResult, benchmarkResult, median } from './result.ts';

const ROUNDS = 3;
const HARNESS_BYTES = 160_000_000;

/** The matrix of the largest configuration against the same probes in a browser without any proxy, in turn. */
export async function benchmarkMatrix(): Promise<readonly BenchmarkResult[]> {
  const sides = { ours: [] as MatrixFigures[], bare: [] as MatrixFigures[] };
  for (let round = 0; round < ROUNDS; round++) {
    sides.bare.push(await measure('bare'));
    sides.ours.push(await measure('ours'));
  }
  const middle = (side: readonly MatrixFigures[], figure: keyof MatrixFigures) =>
    median(side.map((one) => one[figure]));
  const unproved = sides.ours.find(({ conforming }) => conforming !== PROBES);
  if (unproved)
    throw new Error(`Only ${unproved.conforming} of ${PROBES} probes conform; a rate of the rest means nothing.`);
  return [
    benchmarkResult({
      name: `matrix: ${PROBES} https probes over 5 proxies with 600 patterns`,
      ours: middle(sides.ours, 'probesPerSecond'),
      peer: 'bare Chromium',
      theirs: middle(sides.bare, 'probesPerSecond'),
      unit: 'probes/s',
      bound: { kind: 'at-least', value: 0.8 },
    }),
    benchmarkResult({
      name: 'matrix: memory of the browser',
      ours: middle(sides.ours, 'chromiumBytes') / 1e6,
      peer: 'bare Chromium',
      theirs: middle(sides.bare, 'chromiumBytes') / 1e6,
      unit: 'MB',
      bound: { kind: 'at-most', value: 1.15 },
    }),
    benchmarkResult({
      name: 'matrix: memory of the harness process, peak',
      ours: (await commandMemory()) / 1e6,
      peer: 'the limit',
      theirs: HARNESS_BYTES / 1e6,
      unit: 'MB',
      bound: { kind: 'at-most', value: 1 },
    }),
  ];
}

async function measure(side: 'ours' | 'bare'): Promise<MatrixFigures> {
  const child = fork(new URL('matrix-process.ts', import.meta.url), [side]);
  const exited = once(child, 'exit');
  const figures = await Promise.race([once(child, 'message'), exited.then(() => undefined)]);
  await exited;
  if (figures === undefined) throw new Error(`The ${side} side of the matrix benchmark ended without a result.`);
  return figures[0] as MatrixFigures;
}
