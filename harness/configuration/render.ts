import type { InvalidInputError } from './invalid-input.ts';
import type { LintFinding } from './lint-finding.ts';

/** What is wrong with an input, as several lines of plain text without a final newline. */
export function renderViolations({ source, violations }: InvalidInputError): string {
  const count = violations.length === 1 ? '1 problem' : `${violations.length} problems`;
  const blocks = violations.map(({ path, rule, value, problem, fix }) =>
    [
      `  ${path || 'the whole input'}  [${rule}]`,
      `    ${problem}`,
      ...(value === undefined ? [] : [`    value: ${value}`]),
      `    fix:   ${fix}`,
    ].join('\n'),
  );
  return [`${source}: ${count}`, ...blocks].join('\n\n');
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
