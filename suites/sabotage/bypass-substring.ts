import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { bypassBy } from './bypass-by.ts';

export const bypassSubstring = {
  name: 'bypass-substring',
  breaks: 'A bypass pattern claims every host that it is a part of.',
  requirements: ['R-BYPASS-PATTERN-FORMAT'],
  fault: bypassBy(({ host, patterns }) =>
    patterns.some((pattern) => host.includes(pattern.replace(/^\./, '').toLowerCase())),
  ),
} as const satisfies Sabotage;
