import { styleText } from 'node:util';
import type { TextStyle } from '../../harness/conformance/reporter.ts';
import type { Outcome } from '../reading.ts';

/** Colours a text, where colours are wanted. */
export type Paint = (format: 'bold' | 'dim' | 'green' | 'red' | 'yellow', text: string) => string;

export function painter({ colour }: TextStyle): Paint {
  return (format, text) => (colour ? styleText(format, text, { validateStream: false }) : text);
}

/** How an outcome is marked at the start of a line. */
const MARKS: Readonly<Record<Outcome, string>> = {
  conforms: '✓',
  violates: '✗',
  'harness-fault': '!',
  inconclusive: '?',
  observation: '~',
  'not-applicable': '-',
};

/** The mark in the outcome's colour. */
export function mark(outcome: Outcome, paint: Paint): string {
  const colour = outcome === 'conforms' ? 'green' : outcome === 'violates' ? 'red' : 'yellow';
  return paint(colour, MARKS[outcome]);
}
