import { styleText } from 'node:util';
import { arithmetic, arithmeticLine } from '../conformance/cases/arithmetic.ts';
import type { CaseResult } from '../conformance/cases/case-result.ts';
import type { SuiteRun } from '../conformance/cases/suite-run.ts';
import type { Finding } from '../evidence/verdict.ts';

/** What a person reads at the end of a run: every deviation with its findings, what is stale, the sum, the verdict. */
export function summariseRun(run: SuiteRun, colour: boolean): string {
  const paint = (format: Parameters<typeof styleText>[0], text: string): string =>
    colour ? styleText(format, text, { validateStream: false }) : text;
  const expected = new Set(run.expected);
  const seconds = ((Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000).toFixed(1);
  const facts = [`${run.target} target`, run.environment['browser'], `${seconds} s`].filter(Boolean).join(' · ');
  const deviating = run.results.filter(({ verdict }) => verdict !== 'conforms' && verdict !== 'not-applicable');
  const passed = run.verdict === 'conforms' && run.stale.length === 0;
  return [
    `${paint('bold', 'conformance cases')}  ${paint('dim', facts)}`,
    ...deviating.map((result) => describeResult(result, expected.has(result.id))),
    ...run.stale.map(
      ({ entry, cell }) =>
        `stale expected failure ${entry.path} (${entry.case})\n  ${cell} conforms. Take the entry out of the file, or narrow it.`,
    ),
    `${arithmeticLine(arithmetic(run))}.`,
    `${paint(passed ? 'green' : 'red', paint('bold', run.verdict.toUpperCase()))}${run.incomplete === undefined ? '' : `  ${run.incomplete}`}`,
  ].join('\n\n');
}

function describeResult({ id, verdict, level, stimulus, findings }: CaseResult, expected: boolean): string {
  const word = verdict === 'violates' && level === 'undocumented' ? 'deviates where the document is silent' : verdict;
  return [`${id}  ${word}${expected ? ', as expected' : ''}`, `  ${stimulus}`, ...findings.map(describeFinding)].join(
    '\n',
  );
}

function describeFinding({ requirement, expected, seen, cause }: Finding): string {
  return [
    `  ${requirement}`,
    `    expected: ${expected}`,
    `    seen:     ${seen}`,
    ...(cause === undefined ? [] : [`    cause:    ${cause}`]),
  ].join('\n');
}
