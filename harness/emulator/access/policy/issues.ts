import { z } from 'zod';

const UNKNOWN_MEMBER = 'There is no member of this name here.';

/** One thing wrong, at its place; a member too many is wrong at its own place, not at that of its object. */
export interface PlacedIssue {
  readonly path: PropertyKey[];
  readonly message: string;
}

export function placedIssues({ issues }: z.ZodError): readonly PlacedIssue[] {
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: [...issue.path, key], message: UNKNOWN_MEMBER }))
      : [{ path: [...issue.path], message: issue.message }],
  );
}

/** Makes the issues of a value's part those of the whole. */
export function passOn(error: z.ZodError, context: z.RefinementCtx): never {
  for (const issue of placedIssues(error)) context.addIssue({ code: 'custom', ...issue });
  return z.NEVER;
}
