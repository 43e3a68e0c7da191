/** Most letters that may be added, left out or replaced for a name to count as a misspelling of another. */
const MISSPELLING_MAXIMUM_EDITS = 2;

/** Shortest name that may count as a part of another (`patterns` of `domainPatterns`), in characters. */
const PART_MINIMUM_LENGTH = 4;

/** The known name that was most likely meant (`domainPatterns` for `domain_pattern`), if any. */
export function similarName<Name extends string>(name: string, known: readonly Name[]): Name | undefined {
  const asked = plain(name);
  const [best] = known
    .map((candidate) => ({ candidate, edits: isPart(asked, plain(candidate)) ? 1 : distance(asked, plain(candidate)) }))
    .filter(({ edits }) => edits <= MISSPELLING_MAXIMUM_EDITS)
    .sort((one, other) => one.edits - other.edits);
  return best?.candidate;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function isPart(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.length >= PART_MINIMUM_LENGTH && long.includes(short);
}

/** Levenshtein distance, row by row. */
function distance(from: string, to: string): number {
  // A longer name is no misspelling, and would only cost time.
  if (Math.abs(from.length - to.length) > MISSPELLING_MAXIMUM_EDITS) return Number.POSITIVE_INFINITY;
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [line, letter] of [...from].entries()) {
    const next = [line + 1];
    for (const [column, other] of [...to].entries()) {
      const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
