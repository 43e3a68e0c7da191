import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type BenchmarkResult, benchmarkResult, median } from './result.ts';

const ROUNDS = 5;
const LIMIT_SECONDS = 5;

const COMMAND = fileURLToPath(new URL('../../dist/harness/cli/main.js', import.meta.url));
const EXAMPLE = fileURLToPath(new URL('../examples/complete-example.json', import.meta.url));

/** The whole command on the bundled example, reports included, from its start to its exit. */
export async function benchmarkExample(): Promise<readonly BenchmarkResult[]> {
  const seconds: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const folder = await mkdtemp(join(tmpdir(), 'acpc-bench-'));
    const started = performance.now();
    await promisify(execFile)(process.execPath, [COMMAND, 'verify', EXAMPLE, '--out', folder]);
    seconds.push((performance.now() - started) / 1000);
    await rm(folder, { recursive: true });
  }
  return [
    benchmarkResult({
      name: 'verify on the bundled example, reports included',
      ours: median(seconds),
      peer: 'the limit',
      theirs: LIMIT_SECONDS,
      unit: 's',
      bound: { kind: 'at-most', value: 1 },
    }),
  ];
}
