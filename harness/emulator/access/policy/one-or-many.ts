import { z } from 'zod';
import { passOn } from './issues.ts';

/** What the policy language allows in most places: one value, or a list of them. Always read as a list. */
export function oneOrMany<Item>(item: z.ZodType<Item>) {
  return z.unknown().transform((value, context): readonly Item[] => {
    const read = Array.isArray(value)
      ? z.array(item).min(1, 'The list is empty.').safeParse(value)
      : item.transform((one) => [one]).safeParse(value);
    return read.success ? read.data : passOn(read.error, context);
  });
}
