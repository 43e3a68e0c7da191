/** Names that are shown where one was not found. */
const SHOWN = 3;

/** The names that look most like a text, the nearest first, as a list in a sentence. */
export function nearest(text: string, names: readonly string[]): string {
  const ranked = names.map((name) => ({ name, distance: editDistance(text, name) }));
  ranked.sort((one, other) => one.distance - other.distance);
  const shown = ranked.slice(0, SHOWN).map(({ name }) => name);
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(shown);
}

/** Letters to put in, take out or replace until one text is the other (Levenshtein). */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (const [line, letter] of [...one].entries()) {
    const next = [line + 1];
    for (const [column, above] of row.slice(1).entries()) {
      const replaced = (row[column] ?? 0) + (letter === other[column] ? 0 : 1);
      next.push(Math.min(replaced, above + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
