import type { InvalidInputError } from './invalid-input.ts';
import type { LintFinding } from './lint-finding.ts';

/** Nobody reads on. A file of the wrong kind has a problem in each of its lines. */
const PROBLEMS_SHOWN = 100;

/** What is wrong with an input, as several lines of plain text without a final newline. */
export function renderViolations({ source, violations }: InvalidInputError): string {
  const count = violations.length === 1 ? '1 problem' : `${violations.length} problems`;
  const blocks = violations
    .slice(0, PROBLEMS_SHOWN)
    .map(({ path, rule, value, problem, fix }) =>
      [
        `  ${path || 'the whole input'}  [${rule}]`,
        `    ${problem}`,
        ...(value === undefined ? [] : [`    value: ${value}`]),
        `    fix:   ${fix}`,
      ].join('\n'),
    );
  const more = violations.length - blocks.length;
  const rest = more > 0 ? [`  … and ${more} more; with --json all of them are printed.`] : [];
  return [`${source}: ${count}`, ...blocks, ...rest].join('\n\n');
}

/** Lint findings, as several lines of plain text without a final newline; empty where there are none. */
export function renderLint(findings: readonly LintFinding[]): string {
  return findings
    .map(({ id, severity, path, related, message, advice }) =>
      [
        `${severity}: ${path}  [${id}]`,
        `  ${message}`,
        ...(related.length === 0 ? [] : [`  see:    ${related.join(', ')}`]),
        `  advice: ${advice}`,
      ].join('\n'),
    )
    .join('\n\n');
}
