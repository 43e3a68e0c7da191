import { z } from 'zod';
import { PROFILES } from '../profiles.ts';
import { OUTCOMES } from '../reading.ts';
import { count, outcomes } from './basics.ts';

/** What a run of the conformance cases was asked for, and how it adds up. */
export const suite = z.strictObject({
  asked: z.strictObject({
    personality: z.enum(['documented', 'observed']),
    strict: z.boolean(),
    seed: count.optional().describe('Drew the order of the cases; absent where they ran in that of the catalogue.'),
    shard: z.strictObject({ number: count, of: count }).optional(),
    where: z
      .array(z.string())
      .optional()
      .describe('Options that say where proxies and sessions were; absent where all was in one process.'),
  }),
  arithmetic: z
    .strictObject({
      cells: count,
      conform: count,
      violate: count,
      observed: count,
      failAsExpected: count,
      inconclusive: count,
      harnessFaults: count,
      notApplicable: count,
      notRun: count,
    })
    .describe('How the cells of the run add up.'),
  expected: z.array(z.string()).describe('Cells that deviate as the file of expected failures says.'),
  stale: z
    .array(z.strictObject({ path: z.string(), case: z.string(), reason: z.string(), cell: z.string() }))
    .describe('Expected failures that did not come: they fail the run.'),
  skipped: z
    .array(z.strictObject({ cell: z.string(), reason: z.enum(['not-selected', 'other-shard', 'not-reached']) }))
    .describe('Cells of the catalogue without a result.'),
});

/** What became of one profile. */
export const profile = z.strictObject({
  profile: z.enum(PROFILES),
  outcome: z.enum([...OUTCOMES, 'not-examined']),
  results: outcomes,
  requirements: z
    .strictObject({ total: count, examined: count, beyond: count })
    .describe('Statements that a run can examine, those that this one did, and those that none can.'),
  deviating: z.array(z.string()).describe('Results that need a look, except for observations and expected failures.'),
  observed: z.array(z.string()).describe('Results that deviate where the document is silent.'),
});
