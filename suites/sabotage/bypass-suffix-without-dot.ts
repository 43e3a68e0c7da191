import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { bypassBy } from './bypass-by.ts';

export const bypassSuffixWithoutDot = {
  name: 'bypass-suffix-without-dot',
  breaks: 'A bypass pattern claims every host that ends in its letters.',
  requirements: ['R-BYPASS-PATTERN-FORMAT'],
  fault: bypassBy(({ host, patterns }) =>
    patterns.some((pattern) => host.endsWith(pattern.replace(/^\./, '').toLowerCase())),
  ),
} as const satisfies Sabotage;
