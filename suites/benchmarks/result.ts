/** One measured claim about speed or size. Ratios travel between machines, absolute figures do not. */
export interface BenchmarkResult {
  readonly name: string;
  readonly ours: number;
  /** What it is compared with; for a plain limit, the words that say so. */
  readonly peer: string;
  /** The peer's figure in the same run; for a plain limit, the limit. */
  readonly theirs: number;
  readonly unit: string;
  /** `ours / theirs`; of measurements taken in rounds, the median of the rounds' own ratios. */
  readonly ratio: number;
  /** What the ratio has to keep. */
  readonly bound: { readonly kind: 'at-least' | 'at-most'; readonly value: number };
  readonly holds: boolean;
}

/** Sets two figures of one run against a bound. */
export function benchmarkResult(facts: Omit<BenchmarkResult, 'ratio' | 'holds'>): BenchmarkResult {
  return judged({ ...facts, ratio: facts.ours / facts.theirs });
}

/** The figures of both sides, round by round. */
type Rounds = Omit<BenchmarkResult, 'ours' | 'theirs' | 'ratio' | 'holds'> & {
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
};

/** Compares round with round, since the machine may have been slower for both in one than in another. */
export function roundsResult({ ours, theirs, ...facts }: Rounds): BenchmarkResult {
  const ratio = median(ours.map((figure, round) => figure / (theirs[round] ?? Number.NaN)));
  return judged({ ...facts, ours: median(ours), theirs: median(theirs), ratio });
}

function judged(result: Omit<BenchmarkResult, 'holds'>): BenchmarkResult {
  const { ratio, bound } = result;
  return { ...result, holds: bound.kind === 'at-least' ? ratio >= bound.value : ratio <= bound.value };
}

/** The middle of several measurements: one disturbed round does not move it. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
