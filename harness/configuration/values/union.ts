import { isObject, nameList, type Shape, strangers } from './object.ts';
import { quoted } from './quote.ts';
import type { Report } from './report.ts';
import { similarName } from './similar-name.ts';

/** A union of the API's model. All of them have one member so far. */
export interface UnionShape extends Shape<string> {
  readonly names: readonly [string];
  /** Names that belong one level deeper, where people forget the union's own member. */
  readonly innerNames: readonly string[];
}

/** Reads a union: exactly one member, and a known one. Hands back that member's value, or `undefined` after a report. */
export function readUnion(value: unknown, path: string, shape: UnionShape, report: Report): unknown {
  if (!isObject<string>(value, path, shape, report)) return undefined;
  const [name] = shape.names;
  const member = value[name];
  const { others, hasCredentials } = strangers(value, path, shape.names, report);

  if (member !== undefined && others.length > 0) {
    const problem = `${shape.subject} takes exactly one member, \`${name}\`, and has ${others.length + 1}.`;
    report({ path, rule: 'union-member', value: quoted(value), problem, fix: `Remove ${nameList(others)}.` });
  }
  // Credentials in the member's place are reported already.
  if (member === undefined && (others.length > 0 || !hasCredentials)) {
    const problem = `${shape.subject} takes exactly one member, \`${name}\`, and that is missing.`;
    report({ path, rule: 'union-member', value: quoted(value), problem, fix: missingMember(name, others, shape) });
  }
  return member;
}

function missingMember(name: string, others: readonly string[], shape: UnionShape): string {
  const inner = others.filter((other) => shape.innerNames.includes(other));
  if (inner.length > 0) return `Wrap ${nameList(inner)} in it: ${shape.example}.`;
  const misspelt = others.filter((other) => similarName(other, [name]) !== undefined);
  if (misspelt.length > 0) return `Did you mean \`${name}\` where it says ${nameList(misspelt)}?`;
  return `Write ${shape.example}.`;
}
