import type { SuiteFacts } from '../../harness/conformance/suite-facts.ts';
import { arithmeticLine, staleSentence } from '../suite-wording.ts';
import type { Paint } from './paint.ts';

/** What deviates as expected, expectations that did not come true, and how the cells add up. */
export function suiteEnd(suite: SuiteFacts, paint: Paint): string[] {
  return [
    ...(suite.expected.length === 0 ? [] : [`As expected, these deviate: ${suite.expected.join(', ')}.`]),
    ...suite.stale.map((fact) => `${paint('red', '✗')} ${staleSentence(fact)}`),
    `${arithmeticLine(suite.arithmetic)}.`,
  ];
}
