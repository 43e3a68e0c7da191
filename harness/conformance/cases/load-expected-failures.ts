import { parse, YAMLParseError } from 'yaml';
import { InvalidInputError, type Violation } from '../../configuration/invalid-input.ts';
import { readUserFile } from '../../matrix/user-file.ts';
import type { Case } from './case.ts';
import type { ExpectedFailure } from './expected-failures.ts';
import { cellMatcher } from './select.ts';

/**
 * Reads a file of expected failures: a YAML list of entries with `case`, a glob over paths of cases, and `reason`.
 * @throws {InvalidInputError} with everything that is wrong with it; a glob that means no case is wrong.
 */
export async function loadExpectedFailures(path: string, cases: readonly Case[]): Promise<readonly ExpectedFailure[]> {
  return parseExpectedFailures(await readUserFile(path), path, cases);
}

/** The same of a text. @param source the file, as the user named it. */
export function parseExpectedFailures(
  text: string,
  source: string,
  cases: readonly Case[],
): readonly ExpectedFailure[] {
  const document = parseYaml(text, source);
  if (!Array.isArray(document)) {
    throw invalid(
      source,
      '',
      'list',
      'The file holds no list.',
      'Write entries: - case: <glob>, and below it reason: <text>.',
    );
  }
  const entries = document.map((entry: unknown, index) => readEntry(entry, `[${index}]`, cases));
  const violations = entries.flatMap((entry) => ('violation' in entry ? [entry.violation] : []));
  if (violations.length > 0) throw new InvalidInputError(source, violations);
  return entries.flatMap((entry) => ('violation' in entry ? [] : [entry]));
}

function parseYaml(text: string, source: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    const line = error.linePos?.[0].line;
    const problem = `The file is not YAML: ${error.message.split('\n')[0]?.replace(/[:.]?$/, '.')}`;
    throw invalid(source, line === undefined ? '' : `line ${line}`, 'yaml', problem, 'Correct it there.');
  }
}

function readEntry(
  entry: unknown,
  path: string,
  cases: readonly Case[],
): ExpectedFailure | { readonly violation: Violation } {
  const refuse = (member: string, rule: string, problem: string, fix: string, value?: unknown) => ({
    violation: {
      path: `${path}${member}`,
      rule,
      problem,
      fix,
      ...(value === undefined ? {} : { value: JSON.stringify(value) }),
    },
  });
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    return refuse('', 'entry', 'The entry has no members.', 'Write case: <glob> and reason: <text>.', entry);
  }
  const members = new Map<string, unknown>(Object.entries(entry));
  const unknown = [...members.keys()].find((name) => name !== 'case' && name !== 'reason');
  if (unknown !== undefined) {
    return refuse(`.${unknown}`, 'unknown-member', 'An entry has no such member.', 'Write case and reason only.');
  }
  const glob = members.get('case');
  if (typeof glob !== 'string' || glob === '') {
    return refuse('.case', 'case', 'The entry names no case.', 'Write a path that `list` shows, or a glob.', glob);
  }
  const matches = cellMatcher(glob);
  if (!cases.some(({ id, cells }) => cells.some((cell) => matches(id, cell.path)))) {
    return refuse(
      '.case',
      'glob-without-match',
      'This glob matches no case.',
      'Take the entry out, or correct it.',
      glob,
    );
  }
  const reason = members.get('reason');
  if (typeof reason !== 'string' || reason.trim() === '') {
    return refuse('.reason', 'reason', 'The entry gives no reason.', 'Say why the case fails, for who reads it later.');
  }
  return { case: glob, reason, path };
}

function invalid(source: string, path: string, rule: string, problem: string, fix: string): InvalidInputError {
  return new InvalidInputError(source, [{ path, rule, problem, fix }]);
}
