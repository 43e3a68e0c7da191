import { z } from 'zod';
import { InvalidInputError } from '../../configuration/invalid-input.ts';
import { FAULT_KINDS } from './table.ts';

const KINDS = FAULT_KINDS.map(({ kind }) => kind);

const FIX = 'Write for instance start-failure:error=ThrottlingException,probability=0.2,times=3.';

/** A fault that is armed. */
export type Armed = ReturnType<(typeof FAULT_KINDS)[number]['arm']>;

/**
 * Reads a fault's description: `{"kind": "slow-start", "milliseconds": 3000, "probability": 0.5, "times": 2}`.
 *
 * @param source what the description is called in errors.
 * @throws {InvalidInputError}
 */
export function readFault(description: unknown, source: string): Armed {
  const named = z.looseObject({ kind: z.string() }).safeParse(description);
  const kind = FAULT_KINDS.find((row) => row.kind === named.data?.kind);
  if (kind === undefined) {
    const problem = `There is no such fault; there are ${KINDS.join(', ')}.`;
    throw new InvalidInputError(source, [{ path: 'kind', rule: 'fault-kind', problem, fix: FIX }]);
  }
  try {
    return kind.arm(description);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    throw new InvalidInputError(
      source,
      error.issues.map(({ path, message }) => ({
        path: path.join('.'),
        rule: 'fault-member',
        problem: message,
        fix: FIX,
      })),
    );
  }
}

/**
 * Reads a fault as a command line has it: `kind`, or `kind:name=value,name=value`.
 * @throws {InvalidInputError}
 */
export function readFaultArgument(text: string): Armed {
  const [kind, members] = text.split(/:(.*)/s);
  const pairs = (members ?? '').split(',').filter((pair) => pair !== '');
  const values = pairs.map((pair): [string, string | number] => {
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    return [name, /^\d+(\.\d+)?$/.test(value) ? Number(value) : value];
  });
  return readFault({ ...Object.fromEntries(values), kind }, `--fault ${text}`);
}
