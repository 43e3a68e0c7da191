import { styleText } from 'node:util';
import type { ChangedResult, ChangedValue, Comparison } from '../harness/conformance/comparison.ts';

const MARKS = {
  worse: ['✗', 'red'],
  unexamined: ['?', 'red'],
  better: ['✓', 'green'],
  neither: ['·', 'dim'],
} as const;

const WHAT_IS_UNEXAMINED =
  'What is no longer examined counts as worse. Where less was asked for on purpose, or for another configuration: --allow-fewer.';

/** What a person reads: results that changed, worse ones first, then everything else that did, then the sum. */
export function describeComparison(comparison: Comparison, colour: boolean): string {
  const paint = (format: 'red' | 'green' | 'dim' | 'bold', text: string): string =>
    colour ? styleText(format, text, { validateStream: false }) : text;
  const { results, verdict, worse } = comparison;
  const of = (direction: ChangedResult['direction']) => results.filter((one) => one.direction === direction);
  const line = ({ name, before, after, direction, seen }: ChangedResult): string => {
    const [mark, format] = MARKS[direction];
    const detail = seen === '' ? '' : `\n    ${seen}`;
    const now = direction === 'unexamined' ? `no longer examined (${after})` : after;
    return `${paint(format, mark)} ${name}  ${before} → ${now}${detail}`;
  };
  const values = [
    ...comparison.profiles.map((one) => valueLine('profile', one)),
    ...comparison.requirements.map((one) => valueLine('requirement', one)),
    ...comparison.statistics.map((one) => valueLine('results', one)),
    ...comparison.environment.map((one) => valueLine('environment', one)),
  ];
  const unexamined = of('unexamined').length;
  const counts = [
    `${of('worse').length} got worse`,
    `${unexamined} ${unexamined === 1 ? 'is' : 'are'} no longer examined`,
    `${of('better').length} got better`,
    `${of('neither').length} came or went`,
  ].join(', ');
  // Whoever chose less on purpose has to know how to say so.
  const advice = worse && unexamined > 0 ? [WHAT_IS_UNEXAMINED] : [];
  const word = worse ? paint('red', 'WORSE') : paint('green', 'NOT WORSE');
  const blocks = [
    [...of('worse'), ...of('unexamined'), ...of('better'), ...of('neither')].map(line),
    values,
    [`${paint('bold', word)}  verdict ${verdict.before} → ${verdict.after}; of the results ${counts}.`, ...advice],
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
}

function valueLine(kind: string, { name, before = 'none', after = 'none' }: ChangedValue): string {
  return `${kind.padEnd(11)} ${name}: ${before} → ${after}`;
}
