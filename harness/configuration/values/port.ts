import { PORT } from '../limits.ts';
import { quoted, typeOf } from './quote.ts';
import type { Reader } from './report.ts';

const RANGE = `from ${PORT.minimum} to ${PORT.maximum}`;
const FIX = `Write the port that the proxy listens on, a whole number ${RANGE}.`;

/** Reads `externalProxy.port`. */
export const readPort: Reader<number> = (value, path, report) => {
  if (value === undefined) return report({ path, rule: 'required', problem: '`port` is missing.', fix: FIX });
  if (typeof value === 'string') {
    // Only what is a number anyway is repeated: a text in this place may be anything.
    const isNumber = /^\s*\d{1,5}\s*$/.test(value) && isInRange(Number(value));
    return report({
      path,
      rule: 'port-type',
      ...(isNumber ? { value: quoted(value) } : {}),
      problem: '`port` is a string, the API takes an integer.',
      fix: isNumber ? `Write ${Number(value)} without quotation marks.` : FIX,
    });
  }
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    const problem = `\`port\` is ${typeof value === 'number' ? 'no whole number' : typeOf(value)}, the API takes an integer.`;
    return report({ path, rule: 'port-type', value: quoted(value), problem, fix: FIX });
  }
  if (isInRange(value)) return value;
  const problem = `\`port\` is ${value}, allowed is ${RANGE}.`;
  return report({ path, rule: 'port-range', value: quoted(value), problem, fix: FIX });
};

function isInRange(port: number): boolean {
  return port >= PORT.minimum && port <= PORT.maximum;
}
