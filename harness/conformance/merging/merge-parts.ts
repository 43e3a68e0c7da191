import { isDeepStrictEqual } from 'node:util';
import { InvalidInputError } from '../../configuration/invalid-input.ts';
import { newRunId } from '../../matrix/marker.ts';
import { arithmetic } from '../cases/arithmetic.ts';
import { STALE } from '../cases/expected-failures.ts';
import { overallVerdict } from '../overall.ts';
import type { SkippedCell, SuiteRequest } from '../suite-facts.ts';
import type { Verification } from '../verification.ts';
import { type NumberedPart, numbered, type Part } from './part.ts';
import { partProblems } from './part-problems.ts';

/**
 * Puts the parts of one run together: as if it had been run in one go. A part that is missing makes it inconclusive.
 *
 * @param parts at least one.
 * @param catalogue paths of all cells that this version has, in their order.
 * @throws {InvalidInputError} (several: an `AggregateError`) for every part that does not belong to the others.
 */
export function mergeParts(parts: readonly Part[], catalogue: readonly string[]): Verification {
  const known = numberedParts(parts, catalogue).toSorted((one, other) => one.number - other.number);
  const [first] = known;
  if (first === undefined) throw new RangeError('There is nothing to merge.');
  const all = known.map(({ verification }) => verification);
  const results = new Map(all.flatMap(({ checks }) => checks.map((check) => [check.id, check])));
  const checks = catalogue.flatMap((cell) => results.get(cell) ?? []);
  const skipped = skippedCells(known, catalogue, (cell) => results.has(cell));
  const expected = known.flatMap(({ suite }) => suite.expected);
  const stale = known.flatMap(({ suite }) => suite.stale);
  const excused = new Set(expected);
  const incomplete = incompleteness(known);
  const { strict, personality, seed } = first.suite.asked;
  const planned = checks.length + skipped.filter(({ reason }) => reason !== 'not-selected').length;
  return {
    ...first.verification,
    runId: newRunId(),
    startedAt: all.map(({ startedAt }) => startedAt).toSorted()[0] ?? '',
    finishedAt:
      all
        .map(({ finishedAt }) => finishedAt)
        .toSorted()
        .at(-1) ?? '',
    environment: commonEnvironment(all),
    verdict: overallVerdict(
      [
        ...checks.map(({ id, verdict, level }) => ({
          verdict: excused.has(id) ? ('conforms' as const) : verdict,
          level,
        })),
        ...stale.map(() => STALE),
      ],
      { strict, incomplete: incomplete !== undefined },
    ),
    ...(incomplete === undefined ? {} : { incomplete }),
    checks,
    suite: {
      asked: { personality, strict, ...(seed === undefined ? {} : { seed }), ...commonPlace(known) },
      arithmetic: arithmetic({ planned, results: checks, expected }),
      expected,
      stale,
      skipped,
    },
  };
}

/** Where the parts ran; nothing where they ran in different places. */
function commonPlace(parts: readonly NumberedPart[]): Pick<SuiteRequest, 'where'> {
  const [where, ...others] = parts.map(({ suite }) => suite.asked.where);
  return where !== undefined && others.every((other) => isDeepStrictEqual(other, where)) ? { where } : {};
}

function numberedParts(parts: readonly Part[], catalogue: readonly string[]): readonly NumberedPart[] {
  const known: NumberedPart[] = [];
  const errors: InvalidInputError[] = [];
  for (const part of parts) {
    const one = numbered(part);
    const problems = one === undefined ? [NO_PART] : partProblems(one, known, catalogue);
    if (problems.length > 0) errors.push(new InvalidInputError(part.source, problems));
    else if (one !== undefined) known.push(one);
  }
  if (errors.length > 1) throw new AggregateError(errors);
  for (const error of errors) throw error;
  return known;
}

const NO_PART = {
  path: 'suite.asked.shard',
  rule: 'no-part',
  problem: 'This is not the report of a part of a run.',
  fix: 'Name the folders that `run --shard 1/2 --out …`, `run --shard 2/2 --out …` have written.',
};

/** What keeps the whole from being one, in one sentence a part. */
function incompleteness(parts: readonly NumberedPart[]): string | undefined {
  const of = parts[0]?.of ?? 0;
  const missing = Array.from({ length: of }, (_, index) => index + 1).filter(
    (number) => !parts.some((part) => part.number === number),
  );
  const sentences = [
    ...missing.map((number) => `Part ${number} of ${of} is missing.`),
    ...parts.flatMap(({ number, verification: { incomplete } }) =>
      incomplete === undefined ? [] : [`Part ${number} of ${of}: ${incomplete}`],
    ),
  ];
  return sentences.length === 0 ? undefined : sentences.join(' ');
}

/** A cell of a missing part stays with `other-shard`. */
function skippedCells(
  parts: readonly NumberedPart[],
  catalogue: readonly string[],
  hasResult: (cell: string) => boolean,
): readonly SkippedCell[] {
  const reasons = new Map<string, SkippedCell['reason']>();
  for (const { cell, reason } of parts.flatMap(({ suite }) => suite.skipped)) {
    if (reason === 'not-reached' || !reasons.has(cell)) reasons.set(cell, reason);
  }
  return catalogue.flatMap((cell) => {
    const reason = reasons.get(cell);
    return hasResult(cell) || reason === undefined ? [] : [{ cell, reason }];
  });
}

/** Parts may have run on different machines: then each value is named once. */
function commonEnvironment(all: readonly Verification[]): Verification['environment'] {
  const values = new Map<string, Set<string>>();
  for (const [name, value] of all.flatMap(({ environment }) => Object.entries(environment))) {
    values.set(name, (values.get(name) ?? new Set()).add(value));
  }
  return Object.fromEntries([...values].map(([name, distinct]) => [name, [...distinct].join(', ')]));
}
