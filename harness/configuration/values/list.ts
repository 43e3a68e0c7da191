import { itemPath } from './json-path.ts';
import { quoted, typeOf } from './quote.ts';
import type { Reader, Report, RuleId } from './report.ts';

/** What the API allows a list to be. */
export interface ListShape {
  /** Begins a sentence: `` `proxies` ``. */
  readonly subject: string;
  readonly limits: { readonly minimum: number; readonly maximum: number };
  /** Broken where the list is too short or too long. */
  readonly rule: RuleId;
  /** What to do instead, each a whole sentence. */
  readonly fix: {
    readonly missing: string;
    readonly otherType: (value: unknown) => string;
    readonly empty: string;
    readonly tooLong: (surplus: number) => string;
  };
}

/** Reads a list and each of its items. */
export function readList<Item>(
  value: unknown,
  path: string,
  shape: ListShape,
  readItem: Reader<Item>,
  report: Report,
): readonly Item[] | undefined {
  const { subject, limits, rule, fix } = shape;
  if (value === undefined)
    return report({ path, rule: 'required', problem: `${subject} is missing.`, fix: fix.missing });
  if (!Array.isArray(value)) {
    const problem = `${subject} is ${typeOf(value)}, the API takes a list.`;
    return report({ path, rule: 'type', value: quoted(value), problem, fix: fix.otherType(value) });
  }
  if (value.length < limits.minimum) {
    report({
      path,
      rule,
      value: quoted(value),
      problem: `${subject} is empty, which the API refuses.`,
      fix: fix.empty,
    });
  }
  if (value.length > limits.maximum) {
    const problem = `${subject} has ${value.length} entries, at most ${limits.maximum} are allowed.`;
    report({ path, rule, value: quoted(value), problem, fix: fix.tooLong(value.length - limits.maximum) });
  }
  const items = value.map((item: unknown, index) => readItem(item, itemPath(path, index), report));
  return items.filter((item) => item !== undefined);
}
