import { isDeepStrictEqual } from 'node:util';
import type { Violation } from '../../configuration/invalid-input.ts';
import { cellsOf, type NumberedPart } from './part.ts';

/** What all parts of one run have in common, by its path in the report. */
const COMMON: Readonly<Record<string, (part: NumberedPart) => unknown>> = {
  'tool.version': ({ verification }) => verification.tool.version,
  target: ({ verification }) => verification.target,
  'suite.asked.shard.of': ({ of }) => of,
  'suite.asked.personality': ({ suite }) => suite.asked.personality,
  'suite.asked.strict': ({ suite }) => suite.asked.strict,
  'suite.asked.seed': ({ suite }) => suite.asked.seed,
};

const SAME_RUN = 'Name parts of one run: the same version, cases and options but for the number in `--shard`.';

/**
 * Everything that keeps a part from belonging to the first one.
 * @param catalogue paths of all cells that this version has.
 */
export function partProblems(
  part: NumberedPart,
  earlier: readonly NumberedPart[],
  catalogue: readonly string[],
): readonly Violation[] {
  const [first] = earlier;
  return [
    ...catalogueProblems(part, catalogue),
    ...(first === undefined ? [] : differences(part, first)),
    ...twice(part, earlier),
  ];
}

function catalogueProblems(part: NumberedPart, catalogue: readonly string[]): readonly Violation[] {
  const own = cellsOf(part);
  const known = new Set(catalogue);
  const strange = [...catalogue.filter((cell) => !own.has(cell)), ...[...own].filter((cell) => !known.has(cell))];
  const [one] = strange;
  if (one === undefined) return [];
  return [
    {
      path: 'checks',
      rule: 'other-catalogue',
      problem: `It was run with another catalogue of cases: ${strange.length} of its cells differ, ${one} for one.`,
      fix: 'Merge parts with the version of the tool that has run them.',
    },
  ];
}

function differences(part: NumberedPart, first: NumberedPart): readonly Violation[] {
  const different = Object.entries(COMMON).flatMap(([path, read]) => {
    const [own, other] = [read(part), read(first)].map((value) => JSON.stringify(value) ?? 'absent');
    return own === other ? [] : [otherRun(path, `It is ${own} here, and ${other} in ${first.source}.`)];
  });
  if (different.length > 0) return different;
  if (!isDeepStrictEqual(part.verification.requirements, first.verification.requirements)) {
    return [otherRun('requirements', `Its statements are not those of ${first.source}.`)];
  }
  if (!isDeepStrictEqual(leftOut(part), leftOut(first))) {
    return [otherRun('suite.skipped', `Other cases were selected for it than for ${first.source}.`)];
  }
  return [];
}

function otherRun(path: string, problem: string): Violation {
  return { path, rule: 'other-run', problem, fix: SAME_RUN };
}

function leftOut({ suite }: NumberedPart): ReadonlySet<string> {
  return new Set(suite.skipped.filter(({ reason }) => reason === 'not-selected').map(({ cell }) => cell));
}

function twice({ number, of }: NumberedPart, earlier: readonly NumberedPart[]): readonly Violation[] {
  const same = earlier.find((other) => other.number === number && other.of === of);
  if (same === undefined) return [];
  return [
    {
      path: 'suite.asked.shard.number',
      rule: 'part-twice',
      problem: `It is part ${number} of ${of}, and so is ${same.source}.`,
      fix: 'Name each part once.',
    },
  ];
}
