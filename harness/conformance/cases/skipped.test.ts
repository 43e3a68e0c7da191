import { expect, test } from 'vitest';
import { select } from './select.ts';
import { shardOf } from './shard.ts';
import { skippedCells } from './skipped.ts';
import { exampleCases } from './testing/example-cases.ts';

test('every cell without a result has a reason', () => {
  const matching = select(exampleCases, { run: ['routing/**'], skip: ['**/*[order=b]'] });
  const selected = shardOf(matching, { number: 1, of: 2 });
  const skipped = skippedCells(
    { cases: exampleCases, matching, selected },
    new Set(['routing/first[scheme=http][order=a]']),
  );
  expect(skipped).toEqual([
    { cell: 'routing/first[scheme=http][order=b]', reason: 'not-selected' },
    { cell: 'routing/first[scheme=https][order=a]', reason: 'not-reached' },
    { cell: 'routing/first[scheme=https][order=b]', reason: 'not-selected' },
    { cell: 'routing/first-of-all', reason: 'other-shard' },
    { cell: 'bypass/direct', reason: 'not-selected' },
  ]);
});
