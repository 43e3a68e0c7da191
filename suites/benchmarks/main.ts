import { tableOfForms } from './forms.ts';
import { benchmarkMatrix } from './matrix.ts';
import { benchmarkProxies } from './proxies.ts';
import type { BenchmarkResult } from './result.ts';
import { benchmarkSessionStart } from './session-start.ts';
import { benchmarkExample } from './verify-example.ts';

const BENCHMARKS = {
  proxies: benchmarkProxies,
  session: benchmarkSessionStart,
  example: benchmarkExample,
  matrix: benchmarkMatrix,
} as const satisfies Record<string, () => Promise<readonly BenchmarkResult[]>>;

/** Figures without a bound, for whoever asks for them by name. */
const TABLES = { forms: tableOfForms } as const satisfies Record<string, () => Promise<readonly string[]>>;

const wanted = process.argv.slice(2);
const there = [...Object.keys(BENCHMARKS), ...Object.keys(TABLES)];
const unknown = wanted.filter((name) => !there.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`No such benchmark: ${unknown.join(', ')}. There are ${there.join(', ')}.\n`);
  process.exit(2);
}

let holds = true;
for (const [name, benchmark] of Object.entries(BENCHMARKS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stdout.write(`${name}\n`);
  for (const result of await benchmark()) {
    holds &&= result.holds;
    process.stdout.write(`  ${line(result)}\n`);
  }
}
for (const [name, table] of Object.entries(TABLES)) {
  if (wanted.includes(name)) process.stdout.write(`${name}\n\n${(await table()).join('\n')}\n`);
}
process.exitCode = holds ? 0 : 1;

function line({ name, ours, peer, theirs, unit, ratio, bound, holds }: BenchmarkResult): string {
  const figure = (value: number) => value.toPrecision(4);
  const limit = `${bound.kind === 'at-least' ? '≥' : '≤'} ${bound.value.toPrecision(3)}`;
  return `${holds ? 'holds' : 'FAILS'}  ${name}: ${figure(ours)} ${unit}, ${peer} ${figure(theirs)}, ratio ${ratio.toFixed(2)} (${limit})`;
}
