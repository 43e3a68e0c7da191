import type { Case } from '../../harness/conformance/cases/case.ts';
import type { CatalogueContent, CatalogueStatement } from './content.ts';
import { anchor, code, counted, markdownTable } from './markdown.ts';

/** `CASES.md`: by section, every statement with the cases that test it, or the reason why none does. */
export function casesPage({ statements, cases, sabotages }: CatalogueContent): string {
  const sections = [...new Set(statements.map(({ section }) => section))];
  const cells = cases.reduce((sum, one) => sum + one.cells.length, 0);
  const tested = statements.filter((statement) => statement.cases.length > 0).length;
  return `${[
    '# Catalogue of cases',
    'Generated from the cases, requirements and sabotages by `npm run catalogue`; a test keeps it so. Do not edit.',
    `${counted(statements.length, 'statement')}, of which ${tested} have cases; ${counted(cases.length, 'case')} with ${counted(cells, 'cell')}; ${counted(sabotages.length, 'sabotage')}. The same as a table: [MATRIX.md](MATRIX.md).`,
    `- ${[...sections, 'Sabotages'].map((section) => `[${section}](#${anchor(section)})`).join('\n- ')}`,
    ...sections.flatMap((section) => [
      `## ${section}`,
      ...statements.filter((statement) => statement.section === section).flatMap(statementBlocks),
    ]),
    '## Sabotages',
    'Deliberate faults of the emulator. Under each, the cases that name it must say which requirement is broken.',
    markdownTable(
      ['sabotage', 'what the emulator does wrong', 'breaks', 'noticed by'],
      sabotages.map(({ name, breaks, requirements }) => [
        code(name),
        breaks,
        requirements.map(code).join(' '),
        cases
          .filter(({ provedBy }) => provedBy.includes(name))
          .map(({ id }) => code(id))
          .join(' '),
      ]),
    ),
  ].join('\n\n')}\n`;
}

function statementBlocks(statement: CatalogueStatement): readonly string[] {
  const { id, level, profile, cases, examined } = statement;
  return [
    `### ${id}`,
    `*${level}, profile ${profile}${examined ? ', examined by `verify` too' : ''}.* ${statement.statement}`,
    ...cases.map((one) =>
      one.requirements[0] === id ? fullCase(one) : `- ${code(one.id)}: under ${one.requirements[0]}`,
    ),
    ...(cases.length === 0 ? [`No case: ${whyNone(statement)}`] : []),
  ];
}

function whyNone({ untestable }: CatalogueStatement): string {
  return untestable ?? 'a gap.';
}

function fullCase({ id, stimulus, obligation, cells, provedBy }: Case): string {
  return [
    `- **${code(id)}**`,
    `  - does: ${stimulus}`,
    `  - wants: ${obligation}`,
    `  - cells: ${cellsOf(cells)}`,
    `  - proved by: ${provedBy.length === 0 ? 'nothing' : provedBy.map(code).join(' ')}`,
  ].join('\n');
}

/** `8 (first: wide, narrow; scheme: http, https, ws, wss)`. */
function cellsOf(cells: Case['cells']): string {
  const values = new Map<string, Set<string>>();
  for (const { parameters } of cells) {
    for (const [name, value] of Object.entries(parameters)) {
      values.set(name, (values.get(name) ?? new Set()).add(value));
    }
  }
  const parameters = [...values].map(([name, all]) => `${name}: ${[...all].join(', ')}`);
  return parameters.length === 0 ? String(cells.length) : `${cells.length} (${parameters.join('; ')})`;
}
