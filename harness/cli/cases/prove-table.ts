import { styleText } from 'node:util';
import type { Proof } from '../../conformance/cases/prove.ts';
import type { SabotageProof } from '../../conformance/cases/prove-suite.ts';
import type { ProofReport } from './prove-report.ts';

/** How a pair is marked in the table. */
const MARKS: Readonly<Record<Proof['outcome'], string>> = { noticed: '✓', misnamed: '≠', survived: '✗' };

/** What a person reads: a row a sabotage with a mark for each case that names it, and every failure in full. */
export function proofTable(report: ProofReport, colour: boolean): string {
  const paint = (format: 'red' | 'green' | 'yellow' | 'dim' | 'bold', text: string): string =>
    colour ? styleText(format, text, { validateStream: false }) : text;
  const width = Math.max(0, ...report.sabotages.map(({ sabotage }) => sabotage.length));
  const rows = report.sabotages.map((one) => {
    const good = one.proofs.length > 0 && one.proofs.every(({ outcome }) => outcome === 'noticed');
    const seconds = (one.durationMilliseconds / 1000).toFixed(1).padStart(6);
    return `${paint(good ? 'green' : 'red', good ? '✓' : '✗')} ${one.sabotage.padEnd(width)} ${paint('dim', `${seconds} s`)}  ${pairs(one)}`;
  });
  const verdict = report.proved
    ? paint('green', 'PROVED')
    : report.verdict === 'violates'
      ? paint('red', 'NOT PROVED')
      : paint('yellow', 'INCONCLUSIVE');
  return [
    rows.join('\n'),
    paint('dim', '✓ noticed   ≠ noticed, but not all that is broken is named   ✗ survived'),
    ...(report.problems.length === 0 ? [] : [report.problems.map((problem) => `- ${problem}`).join('\n')]),
    `${paint('bold', verdict)}  ${report.incomplete === undefined ? '' : `${report.incomplete} `}${sum(report)}`,
  ].join('\n\n');
}

function pairs({ proofs }: SabotageProof): string {
  if (proofs.length === 0) return 'nobody catches it';
  return proofs.map(({ caseId, outcome }) => `${MARKS[outcome]} ${caseId}`).join('  ');
}

function sum({ sabotages, baseline, cases, startedAt, finishedAt }: ProofReport): string {
  const proofs = sabotages.flatMap((one) => one.proofs);
  const noticed = proofs.filter(({ outcome }) => outcome === 'noticed').length;
  const seconds = Math.round((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000);
  const unharmed = baseline === undefined ? '' : ` Unharmed, ${baseline.conform} of ${baseline.cells} cells conform.`;
  return `${noticed} of ${proofs.length} pairs of ${cases} cases and ${sabotages.length} sabotages noticed, in ${seconds} s.${unharmed}`;
}
