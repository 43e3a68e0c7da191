import { z } from 'zod';
import { OUTCOMES } from '../reading.ts';

/** What all parts of the report's shape are made of. */

export const count = z.int().nonnegative();
export const milliseconds = z.number().describe('Milliseconds since the Unix epoch, with fractions.');
export const jsonPath = z.string().describe('JSON path in the configuration, or the place in the user’s own file.');
export const level = z.enum(['documented', 'undocumented']);
export const scheme = z.enum(['http', 'https', 'ws', 'wss']);
export const verdict = z.enum(['conforms', 'violates', 'inconclusive', 'not-applicable', 'harness-fault']);

export const outcomes = z
  .record(z.enum(OUTCOMES), count)
  .describe(
    'Results by verdict; `observation` counts deviations from undocumented behaviour, which `violates` leaves out.',
  )
  .meta({ id: 'outcomes' });

export const route = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('proxy'), index: count }),
    z.strictObject({ kind: z.literal('direct') }),
  ])
  .meta({ id: 'route' });
