import { InvalidInputError } from '../../configuration/invalid-input.ts';
import type { Selection } from './select.ts';

/** One of several parts of a run, counted from 1. */
export interface Shard {
  readonly number: number;
  readonly of: number;
}

/** Every `of`-th case: a case's cells stay together, and all shards together are everything, each case once. */
export function shardOf(selected: readonly Selection[], { number, of }: Shard): readonly Selection[] {
  const part = selected.filter((_, index) => index % of === number - 1);
  if (part.length > 0) return part;
  throw new InvalidInputError('command line', [
    {
      path: '--shard',
      rule: 'empty-shard',
      value: `${number}/${of}`,
      problem: `There are only ${selected.length} cases to share out.`,
      fix: `Use at most ${selected.length} shards.`,
    },
  ]);
}
