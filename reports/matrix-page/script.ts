import { createDetail } from './detail.ts';
import { filterRows } from './filter.ts';
import { createGrid } from './grid.ts';
import { makeElementFor } from './make-element.ts';
import { createMarks } from './marks.ts';
import { startPage } from './start.ts';
import { createSummary } from './summary.ts';

/**
 * The page's own code. It travels as source text, so no part may use an import or anything else outside itself;
 * they get each other as parameters. That way it is typed and linted here and works unbundled there.
 */
const PARTS = { makeElementFor, createMarks, filterRows, createGrid, createDetail, createSummary };

export type PageParts = typeof PARTS;

/** The script of the page. It starts itself. */
export function pageScript(): string {
  const parts = Object.entries(PARTS).map(([name, part]) => `${name}: ${part}`);
  return `'use strict';\n(${startPage})(document, {\n${parts.join(',\n')}\n});\n`;
}
