/** The same values in an order drawn from a seed: the same seed always gives the same order. */
export function shuffled<Value>(values: readonly Value[], seed: number): readonly Value[] {
  const random = generator(seed);
  return values
    .map((value) => ({ value, rank: random() }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ value }) => value);
}

/** Mulberry32: 32 bits of state, and good enough to put cases in an order. */
function generator(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}
