import type { CatalogueContent, CatalogueStatement } from './content.ts';
import { code, markdownTable } from './markdown.ts';

/** `MATRIX.md`: a row for each statement and each case that tests it, with the sabotages that prove that. */
export function matrixPage({ statements }: CatalogueContent): string {
  return `${[
    '# Requirements, cases, sabotages',
    'Generated from the cases, requirements and sabotages by `npm run catalogue`; a test keeps it so. Do not edit.',
    'A row for each statement and each case that tests it. A sabotage in bold breaks this very statement; the others are noticed by the case for another one that it is about. What the words mean stands in [CASES.md](CASES.md).',
    markdownTable(['requirement', 'level', 'case', 'cells', 'noticed sabotages'], statements.flatMap(rowsOf)),
  ].join('\n\n')}\n`;
}

function rowsOf({ id, level, cases, sabotages, untestable }: CatalogueStatement): readonly (readonly string[])[] {
  if (cases.length === 0) return [[code(id), level, untestable === undefined ? 'none yet' : 'none can', '', '']];
  const breaking = new Set(sabotages.map(({ name }) => name));
  return cases.map((one, at) => [
    at === 0 ? code(id) : '',
    at === 0 ? level : '',
    code(one.id),
    String(one.cells.length),
    one.provedBy.map((name) => (breaking.has(name) ? `**${code(name)}**` : code(name))).join(' '),
  ]);
}
