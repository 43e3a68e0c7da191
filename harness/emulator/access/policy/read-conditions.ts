import { z } from 'zod';
import { similarName } from '../../../configuration/values/similar-name.ts';
import { CONDITION_KEYS, isConditionKey } from './condition-keys.ts';
import { OPERATORS } from './operators.ts';
import type { Condition } from './policy.ts';

const NAMES = [...OPERATORS.keys(), 'Null'];

/** JSON numbers and booleans are fine where the language has strings: `"Bool": {"aws:SecureTransport": false}`. */
const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const values = z.unknown().transform((value, context): readonly string[] => {
  const read = z.array(scalar).safeParse(Array.isArray(value) ? value : [value]);
  if (read.success) return read.data;
  context.addIssue({ code: 'custom', message: 'The value is not a string, number or boolean, or a list of them.' });
  return z.NEVER;
});

/**
 * `Condition`: `{operator: {key: value or values}}`. An operator or key that this emulator does not know is refused: a
 * condition that is left out would allow what it should not.
 */
export const conditions = z
  .record(z.string(), z.record(z.string(), values, 'It is an object of condition keys.'), 'A condition is an object.')
  .transform((blocks, context): readonly Condition[] =>
    Object.entries(blocks).flatMap(([written, keys]) => {
      const report = (message: string, ...path: string[]) =>
        void context.addIssue({ code: 'custom', path: [written, ...path], message });
      const operator = readOperator(written);
      if (!NAMES.includes(operator.operator) || (operator.operator === 'Null' && operator.ifExists)) {
        report(`The emulator knows no condition operator of this name.${meant(operator.operator, NAMES)}`);
        return [];
      }
      return Object.entries(keys).map(([key, texts]) => {
        if (!isConditionKey(key)) {
          report(`The emulator knows no condition key of this name.${meant(key, CONDITION_KEYS)}`, key);
        }
        const wants =
          operator.operator === 'Null' ? OPERATORS.get('Bool')?.wants : OPERATORS.get(operator.operator)?.wants;
        const wrong = wants && texts.find((text) => !text.includes('${') && !wants.test(text));
        if (wants && wrong !== undefined) report(`${operator.operator} compares with ${wants.what}.`, key);
        return { ...operator, key, values: texts };
      });
    }),
  );

/** `ForAnyValue:StringLikeIfExists` taken apart. */
function readOperator(written: string): Omit<Condition, 'key' | 'values'> {
  const [, quantifier, name = written] = /^(?:(ForAllValues|ForAnyValue):)?(.*)$/.exec(written) ?? [];
  const ifExists = name.endsWith('IfExists');
  return {
    operator: ifExists ? name.slice(0, -'IfExists'.length) : name,
    quantifier: quantifier === 'ForAllValues' ? 'all' : quantifier === 'ForAnyValue' ? 'any' : 'one',
    ifExists,
  };
}

function meant(name: string, known: readonly string[]): string {
  const similar = similarName(name, known);
  return similar === undefined ? '' : ` Did you mean "${similar}"?`;
}
