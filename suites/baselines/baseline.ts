import { parse, stringify } from 'yaml';
import type { Case } from '../../harness/conformance/cases/case.ts';
import type { CaseResult } from '../../harness/conformance/cases/case-result.ts';

/** An entry of a file of expected failures. */
interface Entry {
  /** The id of a case of which every cell deviates, or the path of a cell. */
  readonly case: string;
  readonly reason: string;
}

/** What stands at the top of the file. */
const HEAD = `# Everything that deviates under \`run --personality observed\`: the emulator as the real service was seen, where that
# differs from its document. Written by \`npm run baseline\`, which keeps the reasons that are here already.
# A test holds the emulator to it: what is not in here conforms, and an entry that conforms is stale.
`;

/**
 * The text of a file of expected failures that excuses exactly the violations among these results.
 * @param earlier the text of an earlier one: its reasons are kept for the entries that both have.
 */
export function baselineText(cases: readonly Case[], results: readonly CaseResult[], earlier: string): string {
  const known = new Map(readEntries(earlier).map((entry) => [entry.case, entry.reason]));
  const entries = cases
    .flatMap((one) => entriesOf(one, results))
    .map((entry) => ({
      ...entry,
      reason: known.get(entry.case) ?? entry.reason,
    }));
  return `${HEAD}${stringify(entries, { lineWidth: 120 })}`;
}

/** One for the whole case where all of its cells violate, else one a cell. */
function entriesOf({ id, cells }: Case, results: readonly CaseResult[]): readonly Entry[] {
  const violating = results.filter(({ caseId, verdict }) => caseId === id && verdict === 'violates');
  const [first] = violating;
  if (first === undefined) return [];
  if (violating.length === cells.length) return [{ case: id, reason: reasonOf(first) }];
  return violating.map((result) => ({ case: result.id, reason: reasonOf(result) }));
}

/** Until somebody writes a better one: what the first finding says. Ports and markers change from run to run. */
function reasonOf({ findings, seen }: CaseResult): string {
  const [finding] = findings.filter(({ verdict }) => verdict === 'violates');
  return finding === undefined ? seen : `${finding.requirement}: ${finding.cause ?? finding.seen}`;
}

function readEntries(text: string): readonly Entry[] {
  const entries: unknown = parse(text);
  return Array.isArray(entries) ? entries.filter(isEntry) : [];
}

function isEntry(entry: unknown): entry is Entry {
  return (
    typeof entry === 'object' &&
    entry !== null &&
    'case' in entry &&
    typeof entry.case === 'string' &&
    'reason' in entry &&
    typeof entry.reason === 'string'
  );
}
